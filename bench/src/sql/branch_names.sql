SELECT full_name FROM org WHERE kind = 'branch' AND dissolved_on IS NULL GROUP BY full_name HAVING COUNT(*) = 1 ORDER BY full_name LIMIT 100
