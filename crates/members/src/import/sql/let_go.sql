DELETE FROM roster_row
WHERE import_id = $1 AND row_no < $2 + (SELECT MIN(r.row_no) FROM roster_row r WHERE r.import_id = $1)
