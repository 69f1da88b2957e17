SELECT applicant_id, step FROM admission_step WHERE id = $1
