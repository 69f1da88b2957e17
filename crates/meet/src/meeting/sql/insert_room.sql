INSERT INTO meeting_room (meeting_id, version, item_no) VALUES ($1, 1, 0)
