UPDATE grid_import SET state = $2, added = $3, changed = $4, unchanged = $5 WHERE id = $1 AND state = 'preview'
