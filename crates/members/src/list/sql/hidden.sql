SELECT import_id FROM roster_hidden LIMIT 1
