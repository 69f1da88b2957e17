SELECT CAST(COUNT(*) AS BIGINT) FROM meeting_vote q WHERE q.meeting_id = $1 AND NOT EXISTS (SELECT 1 FROM meeting_count k WHERE k.vote_id = q.id)
