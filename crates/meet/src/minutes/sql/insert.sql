INSERT INTO meeting_minutes (meeting_id, body, version, written_by, written_at) VALUES ($1, $2, 1, $3, $4)
