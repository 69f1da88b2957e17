INSERT INTO data_request_field (request_id, no, known, label, folded, kind) VALUES ($1, $2, $3, $4, $5, $6)
