SELECT id FROM floating WHERE id = $1
