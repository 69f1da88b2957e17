SELECT id, path FROM org WHERE parent_id IS NULL ORDER BY path LIMIT 1
