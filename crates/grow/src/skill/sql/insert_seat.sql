INSERT INTO skill_seat (session_id, person_id, entered_by, entered_at) VALUES ($1, $2, $3, $4)
