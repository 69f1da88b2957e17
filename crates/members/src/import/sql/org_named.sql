SELECT id FROM org WHERE (full_name = $1 OR short_name = $1 OR code = $1) AND dissolved_on IS NULL ORDER BY path LIMIT 2
