SELECT id, no, full_name FROM person WHERE id = $1
