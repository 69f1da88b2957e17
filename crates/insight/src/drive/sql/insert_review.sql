INSERT INTO drive_review (id, goal_id, verdict, words, reviewed_by, reviewed_at) VALUES ($1, $2, $3, $4, $5, $6)
