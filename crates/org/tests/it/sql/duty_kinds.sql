SELECT DISTINCT kind FROM duty WHERE person_id = $1
