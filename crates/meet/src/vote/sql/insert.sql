INSERT INTO meeting_vote (id, meeting_id, item_no, no, title, regime, ballot, subject_id, proposal_kind, proposal_id, opened_by, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
