SELECT id, person_id FROM session_change WHERE at >= $1
