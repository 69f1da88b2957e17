DELETE FROM org_finding WHERE org_id = $1
