SELECT id FROM course WHERE id = $1
