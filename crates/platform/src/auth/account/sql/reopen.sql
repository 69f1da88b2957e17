UPDATE account SET state = CASE WHEN password_hash IS NULL THEN 'invited' ELSE 'active' END, misses = 0, locked_until = NULL, missed_at = NULL
WHERE person_id = $1 AND state = 'disabled'
