INSERT INTO data_request (id, org_id, title, purpose, basis, units, expires_on, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
