INSERT INTO outside_door (id, purpose, subject, secret_hash, given_to, issued_by, issued_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
