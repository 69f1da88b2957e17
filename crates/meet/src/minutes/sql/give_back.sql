UPDATE meeting_minutes SET submitted_by = NULL, submitted_at = NULL, returned = $2 WHERE meeting_id = $1
