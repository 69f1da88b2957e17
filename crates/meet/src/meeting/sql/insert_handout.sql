INSERT INTO meeting_handout (id, meeting_id, item_no, title, address, file_id, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
