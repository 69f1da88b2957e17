SELECT path FROM org WHERE id = $1
