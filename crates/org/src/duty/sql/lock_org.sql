SELECT id FROM org WHERE id = $1
