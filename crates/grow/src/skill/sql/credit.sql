UPDATE skill_seat SET credited_by = $3, credited_at = $4
WHERE session_id = $1 AND person_id = $2 AND returned_at IS NULL AND credited_at IS NULL
