UPDATE member SET is_floating = $2, updated_at = $3, version = version + 1 WHERE person_id = $1
