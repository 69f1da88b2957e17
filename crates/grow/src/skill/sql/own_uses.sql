SELECT CAST(COUNT(*) AS BIGINT) FROM skill_use WHERE session_id = $1 AND person_id = $2
