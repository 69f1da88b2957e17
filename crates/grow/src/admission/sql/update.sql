UPDATE applicant SET full_name = $2, sex = $3, birth_date = $4, ethnicity = $5, education = $6, work_unit = $7,
    leaving_on = $8, id_number = $9, id_number_index = $10, mobile = $11, residence = $12, version = version + 1
WHERE id = $1 AND version = $13
