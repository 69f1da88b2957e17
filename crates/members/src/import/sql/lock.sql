SELECT id FROM roster_import WHERE id = $1
