SELECT full_name FROM org WHERE parent_id IS NULL ORDER BY path LIMIT 1
