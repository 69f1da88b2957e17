INSERT INTO skill_use (id, session_id, person_id, used_on, words, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
