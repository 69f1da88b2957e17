SELECT id, subject, given_to, expires_at FROM outside_door
WHERE secret_hash = $1 AND purpose = $2 AND used_at IS NULL AND closed_at IS NULL AND expires_at > $3
