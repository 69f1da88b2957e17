INSERT INTO request (matter_id, form_key, code_index, spot, topic, category, words, place, phone_sealed, channel, entered_by, respond_by, year)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
