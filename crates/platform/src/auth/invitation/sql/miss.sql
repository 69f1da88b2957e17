UPDATE invitation SET misses = misses + 1, revoked_at = CASE WHEN misses + 1 >= $2 THEN $3 ELSE revoked_at END
WHERE id = $1
