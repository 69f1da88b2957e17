UPDATE meeting_room SET item_no = $2, version = version + 1 WHERE meeting_id = $1
