SELECT CAST(COALESCE(MAX(no), 0) + 1 AS BIGINT) FROM meeting_vote WHERE meeting_id = $1
