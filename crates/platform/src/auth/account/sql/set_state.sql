UPDATE account SET state = $2 WHERE person_id = $1
