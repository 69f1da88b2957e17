DELETE FROM member_item WHERE id = $1 AND person_id = $2 AND kind = $3
