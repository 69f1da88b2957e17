DELETE FROM grid_group WHERE grid_id = $1
