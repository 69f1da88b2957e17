SELECT id FROM grid WHERE id = $1
