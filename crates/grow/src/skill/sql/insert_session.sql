INSERT INTO skill_session (id, plan_id, skill_id, org_id, title, place, organiser, starts_at, hours, seats, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
