INSERT INTO applicant (id, org_id, path, full_name, sex, birth_date, ethnicity, education, work_unit, leaving_on,
    id_number, id_number_index, mobile, residence, stage, state, next_step, due_on, for_branch, for_superior, for_county,
    for_assembly, person_id, version, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'applicant', 'open', 1, NULL, 1, 0, 0, 0, NULL, 1, $15, $16)
