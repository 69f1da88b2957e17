INSERT INTO meeting (id, org_id, kind, title, starts_at, held_on, minutes, place, link, words, chair_id, recorder_id, on_paper, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
