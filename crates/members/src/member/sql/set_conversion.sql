UPDATE member_more SET conversion_result = $2, probation_extended_until = COALESCE($3, probation_extended_until),
    version = version + 1, updated_at = $4
WHERE person_id = $1
