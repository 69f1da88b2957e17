INSERT INTO drive_goal (id, drive_id, no, problem, goal, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
