UPDATE member SET sex = $2, birth_date = $3, ethnicity = $4, education = $5, member_category = $6, party_status = $7,
    joined_on = $8, audience = $9, native_place = $10, degree = $11, school = $12, major = $13, applied_on = $14,
    activist_on = $15, candidate_on = $16, full_member_on = $17, join_type = $18, post_category = $19,
    work_started_on = $20, work_unit = $21, party_posts = $22, is_floating = $23, id_number = $24, mobile = $25,
    phone = $26, residence = $27, household_place = $28, id_number_index = $29, mobile_index = $30,
    updated_at = $31, version = version + 1
WHERE person_id = $1 AND version = $32
