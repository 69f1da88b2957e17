SELECT id FROM skill_session WHERE id = $1
