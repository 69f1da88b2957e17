UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = $2, dedupe = NULL
WHERE id = (
    SELECT id FROM job
    WHERE (state = 'waiting' AND run_at <= $1) OR (state = 'running' AND lease_until <= $1)
    ORDER BY run_at, created_at LIMIT 1
) AND ((state = 'waiting' AND run_at <= $1) OR (state = 'running' AND lease_until <= $1))
RETURNING id, kind, payload, attempts
