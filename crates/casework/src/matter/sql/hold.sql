SELECT id FROM matter WHERE id = $1
