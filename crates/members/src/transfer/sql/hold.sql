SELECT id FROM transfer WHERE id = $1
