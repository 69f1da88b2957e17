INSERT INTO admission_turn (id, applicant_id, kind, held_on, words, from_org, to_org, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
