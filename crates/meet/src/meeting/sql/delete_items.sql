DELETE FROM meeting_item WHERE meeting_id = $1
