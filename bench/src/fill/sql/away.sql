UPDATE member SET is_floating = 1, version = version + 1 WHERE person_id = $1
