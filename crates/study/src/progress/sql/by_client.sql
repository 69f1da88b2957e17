SELECT unit_id, at FROM unit_finish WHERE person_id = $1 AND client_id = $2
