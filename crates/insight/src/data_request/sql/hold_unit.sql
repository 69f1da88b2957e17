SELECT org_id FROM data_request_unit WHERE request_id = $1 AND org_id = $2
