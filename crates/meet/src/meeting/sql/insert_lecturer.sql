INSERT INTO meeting_lecturer (meeting_id, person_id, starts_at) VALUES ($1, $2, $3)
