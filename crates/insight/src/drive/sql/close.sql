INSERT INTO drive_closure (drive_id, words, closed_by, closed_at) VALUES ($1, $2, $3, $4)
