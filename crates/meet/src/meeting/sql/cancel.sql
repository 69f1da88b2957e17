INSERT INTO meeting_cancellation (meeting_id, words, cancelled_by, cancelled_at) VALUES ($1, $2, $3, $4)
