UPDATE meeting_person SET starts_at = $2 WHERE meeting_id = $1
