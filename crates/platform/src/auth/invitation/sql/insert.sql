INSERT INTO invitation (id, person_id, kind, secret_hash, code_hash, issued_by, issued_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
