UPDATE member SET sex = $2, birth_date = $3, ethnicity = $4, education = $5, member_category = $6, party_status = $7,
    joined_on = $8, audience = $9, native_place = $10, degree = $11, school = $12, major = $13, applied_on = $14,
    activist_on = $15, candidate_on = $16, full_member_on = $17, join_type = $18, post_category = $19,
    work_started_on = $20, work_unit = $21, party_posts = $22, is_floating = $23, tech_post = $24, new_stratum = $25,
    migrant_worker = $26, joint_unit = $27, archive_holder = $28, lost_contact_state = $29, lost_since = $30,
    id_number = $31, mobile = $32, phone = $33, residence = $34, household_place = $35, id_number_index = $36,
    mobile_index = $37, updated_at = $38, version = version + 1
WHERE person_id = $1 AND version = $39
