SELECT COUNT(*) FROM roster_row
WHERE import_id = $1 AND row_no >= $2 AND row_no <= $3 AND outcome IN ('create', 'update', 'unchanged')
