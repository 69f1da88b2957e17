UPDATE account SET elder = $2 WHERE person_id = $1
