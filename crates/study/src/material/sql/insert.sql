INSERT INTO material (id, org_id, kind, title, title_folded, current_number, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, 1, $6, $7)
