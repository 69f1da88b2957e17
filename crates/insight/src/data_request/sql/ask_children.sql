INSERT INTO data_request_unit (request_id, org_id)
SELECT $1, id FROM org WHERE parent_id = $2 AND dissolved_on IS NULL
