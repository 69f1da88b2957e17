SELECT org_id FROM duty WHERE id = $1
