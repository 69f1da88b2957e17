UPDATE floating SET home_org_id = $2, home_path = $3 WHERE id = $1
