INSERT INTO spot (code, org_id, label, made_by, made_at) VALUES ($1, $2, $3, $4, $5)
