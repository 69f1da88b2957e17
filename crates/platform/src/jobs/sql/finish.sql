UPDATE job SET state = 'done', lease_until = NULL, last_error = NULL
WHERE id = $1 AND attempts = $2 AND state = 'running'
