INSERT INTO project (id, org_id, title, goal, measure, unit, baseline, target, starts_on, ends_on, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
