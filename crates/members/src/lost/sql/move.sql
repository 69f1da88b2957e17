UPDATE lost_contact SET org_id = $2, path = $3 WHERE id = $1
