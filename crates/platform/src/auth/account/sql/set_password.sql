UPDATE account SET password_hash = $2, password_kind = $3, password_set_on = $4, state = 'active',
    misses = 0, locked_until = NULL, missed_at = NULL
WHERE person_id = $1
