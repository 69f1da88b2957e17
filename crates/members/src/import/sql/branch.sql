SELECT id, path, full_name, short_name, code, kind, unit_nature FROM org WHERE id = $1
