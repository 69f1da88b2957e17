INSERT INTO meeting_grade (meeting_id, person_id, grade, words, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6)
