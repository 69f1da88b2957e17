UPDATE meeting_minutes SET submitted_by = $2, submitted_at = $3, returned = NULL WHERE meeting_id = $1
