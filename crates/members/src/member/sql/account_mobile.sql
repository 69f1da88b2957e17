SELECT mobile_index FROM account WHERE person_id = $1
