SELECT org_id FROM duty WHERE person_id = $1 AND kind = 'secretary'
