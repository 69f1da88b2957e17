INSERT INTO meeting_count (vote_id, expected, attending, written, yes, no, abstained, counted_by, quorate, passed, closed_by, closed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
