SELECT id FROM data_request WHERE id = $1
