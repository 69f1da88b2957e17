SELECT head FROM roster_import WHERE id = $1
