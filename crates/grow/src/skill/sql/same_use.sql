SELECT session_id FROM skill_use WHERE id = $1
