INSERT INTO admission_notice (id, applicant_id, stage, begins_on, ends_on, place, contact, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
