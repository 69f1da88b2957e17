SELECT id, no, path, kind, unit_nature, full_name FROM org WHERE path > $1 AND dissolved_on IS NULL ORDER BY path LIMIT 5000
