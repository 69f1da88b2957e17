INSERT INTO course (id, org_id, title, title_folded, summary, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
