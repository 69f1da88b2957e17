SELECT org_id FROM duty WHERE person_id = $1 ORDER BY from_on, id LIMIT 1
