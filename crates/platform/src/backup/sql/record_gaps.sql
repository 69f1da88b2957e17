SELECT COALESCE(MAX(pos), 0) - COUNT(pos) FROM record
