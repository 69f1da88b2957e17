UPDATE applicant SET stage = $2, state = $3, next_step = $4, due_on = $5, for_branch = $6, for_superior = $7,
    for_county = $8, for_assembly = $9
WHERE id = $1
