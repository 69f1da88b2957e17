SELECT CAST(COUNT(*) AS BIGINT) FROM data_request_unit WHERE request_id = $1 AND answered_at IS NOT NULL
