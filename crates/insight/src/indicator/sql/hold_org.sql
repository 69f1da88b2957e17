SELECT id FROM org WHERE no = $1
