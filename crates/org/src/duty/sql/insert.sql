INSERT INTO duty (id, person_id, org_id, kind, from_on, until_on, entered_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
