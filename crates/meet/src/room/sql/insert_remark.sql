INSERT INTO meeting_remark (id, meeting_id, item_no, person_id, words, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
