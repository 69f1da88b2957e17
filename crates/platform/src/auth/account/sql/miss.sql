UPDATE account SET
    misses = CASE WHEN locked_until IS NOT NULL AND locked_until <= $4 THEN 1 ELSE misses + 1 END,
    locked_until = CASE
        WHEN locked_until IS NOT NULL AND locked_until > $4 THEN locked_until
        WHEN locked_until IS NULL AND misses + 1 >= $2 THEN $3
        ELSE NULL
    END
WHERE person_id = $1
