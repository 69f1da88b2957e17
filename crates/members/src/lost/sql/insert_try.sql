INSERT INTO lost_contact_try (id, lost_id, on_day, words, entered_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)
