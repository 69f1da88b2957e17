SELECT id FROM applicant WHERE id = $1
