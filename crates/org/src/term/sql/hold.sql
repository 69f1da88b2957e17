SELECT id FROM term WHERE id = $1
