INSERT INTO drive_measure (id, goal_id, no, what, org_id, responsible, due_on, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
