SELECT person_id FROM session WHERE token_hash = $1
