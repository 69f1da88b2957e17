SELECT COUNT(*) FROM (
    SELECT id FROM job
    WHERE (state = 'waiting' AND run_at <= $1) OR (state = 'running' AND lease_until <= $1)
    LIMIT 1
) AS due
