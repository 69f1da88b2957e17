INSERT INTO drive (id, org_id, title, aim, starts_on, ends_on, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
