DELETE FROM grid_person WHERE grid_id = $1
