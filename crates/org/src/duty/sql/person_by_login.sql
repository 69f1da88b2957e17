SELECT person_id FROM account WHERE state <> 'disabled' AND (login_name = $1 OR mobile_index = $2)
