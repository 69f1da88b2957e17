INSERT INTO meeting_cast (vote_id, person_id, choice, receipt, entered_by, cast_at) VALUES ($1, $2, $3, $4, $5, $6)
