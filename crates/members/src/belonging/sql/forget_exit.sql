DELETE FROM member_exit WHERE belonging_id = $1
