SELECT j.id, j.kind, j.run_at, j.attempts, j.last_error
FROM job j
WHERE j.state = $1 AND ($2 = '' OR j.kind = $2)
    AND (j.run_at < $3 OR (j.run_at = $3 AND j.id > $4))
ORDER BY j.run_at DESC, j.id
LIMIT $5
