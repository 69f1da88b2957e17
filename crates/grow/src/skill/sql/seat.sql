SELECT CAST(COUNT(*) AS BIGINT) FROM skill_seat WHERE session_id = $1 AND person_id = $2 AND returned_at IS NULL
