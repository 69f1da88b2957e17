DELETE FROM account WHERE person_id = $1 AND state = 'invited'
