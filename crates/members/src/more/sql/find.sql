SELECT conversion_result, joined_branch, probation_extended_until, party_age_adjust_months, in_service_education,
       in_service_degree, in_service_school, in_service_major, job_title, frontline, flow_destination, flow_unit_nature,
       has_flow_card, flow_ended_on, dues_base, care_flags, version
FROM member_more WHERE person_id = $1
