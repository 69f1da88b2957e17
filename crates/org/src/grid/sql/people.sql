SELECT role, name FROM grid_person WHERE grid_id = $1 ORDER BY no
