SELECT id, item_no, title, address, file_id FROM meeting_handout WHERE meeting_id = $1 AND id = $2
