SELECT choice, receipt, cast_at FROM meeting_cast WHERE vote_id = $1 AND person_id = $2
