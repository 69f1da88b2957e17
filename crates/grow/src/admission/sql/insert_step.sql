INSERT INTO admission_step (id, applicant_id, seq, step, outcome, held_on, until_on, facts, words, meeting, org_id, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
