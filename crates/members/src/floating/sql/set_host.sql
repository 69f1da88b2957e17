UPDATE floating SET host_org_id = $2, host_path = $3, host_words = $4 WHERE id = $1
