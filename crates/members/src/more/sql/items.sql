SELECT id, person_id, kind, body FROM member_item WHERE person_id = $1 ORDER BY created_at, id LIMIT 200
