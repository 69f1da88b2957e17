SELECT person_id FROM member WHERE person_id = $1
