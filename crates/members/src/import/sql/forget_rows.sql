DELETE FROM roster_row WHERE import_id = $1
