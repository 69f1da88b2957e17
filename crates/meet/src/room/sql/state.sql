SELECT version, item_no FROM meeting_room WHERE meeting_id = $1
