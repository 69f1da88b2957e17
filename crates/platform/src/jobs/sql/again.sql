UPDATE job SET state = 'waiting', run_at = $3, attempts = $4, lease_until = NULL
WHERE id = $1 AND attempts = $2 AND state = 'running'
