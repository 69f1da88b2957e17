INSERT INTO data_request_sending (request_id, units, minutes, sent_by, sent_at) VALUES ($1, $2, $3, $4, $5)
