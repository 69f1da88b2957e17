UPDATE job SET state = $3, run_at = $4, last_error = $5, lease_until = NULL
WHERE id = $1 AND attempts = $2 AND state = 'running'
