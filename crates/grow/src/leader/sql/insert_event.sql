INSERT INTO leader_event (id, leader_id, kind, held_on, until_on, number, words, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
