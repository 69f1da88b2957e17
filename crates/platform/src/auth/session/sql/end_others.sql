DELETE FROM session WHERE person_id = $1 AND token_hash <> $2
