SELECT CAST(COUNT(*) AS BIGINT) FROM meeting_vote q LEFT JOIN meeting_count k ON k.vote_id = q.id WHERE q.proposal_kind = $1 AND q.proposal_id = $2 AND (k.vote_id IS NULL OR k.passed = 1)
