DELETE FROM session WHERE token_hash IN (
    SELECT token_hash FROM session WHERE person_id = $1 AND token_hash <> $3
    ORDER BY created_on DESC, token_hash LIMIT 1000 OFFSET $2
)
