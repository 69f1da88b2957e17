INSERT INTO term_reminder (id, term_id, way, reminded_on, words, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
