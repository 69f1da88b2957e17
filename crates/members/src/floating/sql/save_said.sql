UPDATE floating SET state = $2, home_said = $3, home_said_by = $4, host_said = $5, host_said_by = $6, belonging_id = $7 WHERE id = $1
