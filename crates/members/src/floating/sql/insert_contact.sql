INSERT INTO floating_contact (id, floating_id, side, how, on_day, note, entered_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
