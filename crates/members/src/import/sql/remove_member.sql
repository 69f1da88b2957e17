DELETE FROM member WHERE person_id = $1
