INSERT INTO skill (id, org_id, name, words, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)
