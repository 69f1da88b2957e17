SELECT token_hash FROM session WHERE person_id = $1 AND token_hash <> $2 ORDER BY created_on DESC, token_hash
