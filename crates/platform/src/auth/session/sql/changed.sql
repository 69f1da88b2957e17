INSERT INTO session_change (id, person_id, at) VALUES ($1, $2, $3)
