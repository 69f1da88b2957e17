INSERT INTO skill_plan (id, org_id, year, aim, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)
