SELECT id FROM leader WHERE id = $1
