UPDATE account SET misses = 0, locked_until = NULL, missed_at = NULL WHERE person_id = $1 AND (misses > 0 OR locked_until IS NOT NULL)
