INSERT INTO admission_helper (applicant_id, role, seq, person_id) VALUES ($1, $2, $3, $4)
