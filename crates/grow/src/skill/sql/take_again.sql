UPDATE skill_seat SET returned_at = NULL, entered_by = $3, entered_at = $4
WHERE session_id = $1 AND person_id = $2
