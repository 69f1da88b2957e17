INSERT INTO meeting_ending (meeting_id, ended_by, ended_at) VALUES ($1, $2, $3)
