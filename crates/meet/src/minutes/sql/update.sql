UPDATE meeting_minutes SET body = $2, version = version + 1, written_by = $3, written_at = $4 WHERE meeting_id = $1 AND version = $5
