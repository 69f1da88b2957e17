UPDATE job SET state = 'waiting', attempts = 0, run_at = $2, lease_until = NULL
WHERE id = $1 AND state = 'failed'
