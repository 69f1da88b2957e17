SELECT person_id FROM account WHERE login_name = $1 AND state = 'active'
