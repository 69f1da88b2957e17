INSERT INTO complaint (id, reference, person_id, body, created_at) VALUES ($1, $2, $3, $4, $5)
