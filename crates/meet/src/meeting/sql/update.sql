UPDATE meeting SET title = $2, starts_at = $3, held_on = $4, minutes = $5, place = $6, link = $7, words = $8,
    chair_id = $9, recorder_id = $10
WHERE id = $1
