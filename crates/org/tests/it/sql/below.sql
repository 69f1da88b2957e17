SELECT short_name, kind FROM org WHERE parent_id = $1 ORDER BY path
