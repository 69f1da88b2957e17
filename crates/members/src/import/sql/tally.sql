SELECT state, outcome, COUNT(*) FROM roster_row WHERE import_id = $1 GROUP BY state, outcome
