DELETE FROM meeting_grade WHERE meeting_id = $1 AND person_id = $2
