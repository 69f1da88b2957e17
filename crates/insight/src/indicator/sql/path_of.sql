SELECT path FROM org WHERE no = $1
