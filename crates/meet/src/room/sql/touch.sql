UPDATE meeting_room SET version = version + 1 WHERE meeting_id = $1
