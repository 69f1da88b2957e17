UPDATE member SET member_category = 'full_member', full_member_on = $2, version = version + 1, updated_at = $3
WHERE person_id = $1
