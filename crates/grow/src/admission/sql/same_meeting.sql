SELECT CAST(COUNT(*) AS BIGINT) FROM admission_step WHERE applicant_id = $1 AND meeting = $2
