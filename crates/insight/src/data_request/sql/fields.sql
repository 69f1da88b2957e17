SELECT no, known, label, kind FROM data_request_field WHERE request_id = $1 ORDER BY no
