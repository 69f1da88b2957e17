INSERT INTO drive_evidence (id, measure_id, happened_on, words, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6)
