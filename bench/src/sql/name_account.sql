UPDATE account SET login_name = $2 WHERE person_id = $1
