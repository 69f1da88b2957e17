UPDATE meeting_person SET attendance = $3, words = $4, entered_by = $5, entered_at = $6 WHERE meeting_id = $1 AND person_id = $2
