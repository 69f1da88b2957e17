SELECT code, number, day FROM org_finding WHERE org_id = $1 ORDER BY code
