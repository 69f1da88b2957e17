UPDATE data_request_unit SET answered_by = $3, answered_at = $4 WHERE request_id = $1 AND org_id = $2
