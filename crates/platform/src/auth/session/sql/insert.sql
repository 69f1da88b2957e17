INSERT INTO session (token_hash, id, person_id, device, device_hash, kind, created_on, expires_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
