SELECT id, path, short_name, kind, children FROM org WHERE path = $1
