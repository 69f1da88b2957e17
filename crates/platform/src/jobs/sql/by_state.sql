SELECT state, COUNT(*) FROM job WHERE state IN ('waiting', 'running', 'failed') GROUP BY state ORDER BY state
