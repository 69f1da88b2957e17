SELECT id, token_hash, device, kind, created_on, expires_on FROM session
WHERE person_id = $1 AND expires_on >= $2
ORDER BY created_on DESC, token_hash
