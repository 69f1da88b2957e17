SELECT org_id, created_by FROM meeting WHERE id = $1
