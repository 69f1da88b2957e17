SELECT id FROM drive WHERE id = $1
