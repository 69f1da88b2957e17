UPDATE member_more SET conversion_result = $2, joined_branch = $3, probation_extended_until = $4,
    party_age_adjust_months = $5, in_service_education = $6, in_service_degree = $7, in_service_school = $8,
    in_service_major = $9, job_title = $10, frontline = $11, flow_destination = $12, flow_unit_nature = $13,
    has_flow_card = $14, flow_ended_on = $15, dues_base = $16, care_flags = $17, updated_at = $18, version = version + 1
WHERE person_id = $1 AND version = $19
