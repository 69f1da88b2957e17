UPDATE account SET
    misses = CASE WHEN locked_until IS NOT NULL AND locked_until <= $4 OR COALESCE(missed_at, 0) <= $5 THEN 1 ELSE misses + 1 END,
    locked_until = CASE
        WHEN locked_until IS NOT NULL AND locked_until > $4 THEN locked_until
        WHEN locked_until IS NULL AND COALESCE(missed_at, 0) > $5 AND misses + 1 >= $2 THEN $3
        ELSE NULL
    END,
    missed_at = $4
WHERE person_id = $1
