INSERT INTO admission_override (id, applicant_id, step, block, reason, asked_by, asked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
