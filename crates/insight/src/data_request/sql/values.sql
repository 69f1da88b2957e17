SELECT no, value FROM data_request_value WHERE request_id = $1 AND org_id = $2 ORDER BY no
