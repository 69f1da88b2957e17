INSERT INTO complaint_answer (complaint_id, body, answered_by, answered_at) VALUES ($1, $2, $3, $4)
