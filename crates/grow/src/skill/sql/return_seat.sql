UPDATE skill_seat SET returned_at = $3 WHERE session_id = $1 AND person_id = $2 AND returned_at IS NULL AND credited_at IS NULL
