SELECT unit_id, at FROM unit_finish WHERE person_id = $1 AND unit_id = $2
