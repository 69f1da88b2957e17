SELECT COUNT(*) FROM job WHERE kind = $1 AND payload = $2 AND state IN ('waiting', 'running')
