INSERT INTO file (id, hash, bytes, media_type, name, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
