SELECT id FROM material WHERE id = $1
