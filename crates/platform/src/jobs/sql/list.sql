SELECT id, kind, state, run_at, attempts, last_error, created_at
FROM job WHERE state = $1 ORDER BY run_at DESC, created_at DESC LIMIT $2
