SELECT id FROM meeting WHERE id = $1
