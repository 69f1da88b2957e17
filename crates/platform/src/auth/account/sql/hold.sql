SELECT id FROM person WHERE id = $1
