INSERT INTO project_action (project_id, no, what, planned_on, entered_by, entered_at)
VALUES ($1, (SELECT COALESCE(MAX(a.no), 0) + 1 FROM project_action a WHERE a.project_id = $1), $2, $3, $4, $5)
