SELECT kind FROM duty WHERE person_id = $1 AND (until_on IS NULL OR until_on > $2)
