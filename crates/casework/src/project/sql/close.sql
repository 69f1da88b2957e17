INSERT INTO project_closure (project_id, verdict, contribution, otherwise, closed_by, closed_at) VALUES ($1, $2, $3, $4, $5, $6)
