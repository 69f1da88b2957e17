INSERT INTO meeting_opening (meeting_id, opened_by, opened_at) VALUES ($1, $2, $3)
