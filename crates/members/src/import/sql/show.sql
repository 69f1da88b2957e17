DELETE FROM roster_hidden WHERE import_id = $1
