SELECT id FROM project WHERE id = $1
