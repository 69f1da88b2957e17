SELECT org_id FROM talk WHERE id = $1
