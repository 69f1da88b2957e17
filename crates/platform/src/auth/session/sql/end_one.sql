DELETE FROM session WHERE person_id = $1 AND id = $2
