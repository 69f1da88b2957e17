INSERT INTO meeting_addendum (id, meeting_id, words, added_by, added_at) VALUES ($1, $2, $3, $4, $5)
