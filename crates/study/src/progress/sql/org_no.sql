SELECT no FROM org WHERE id = $1
