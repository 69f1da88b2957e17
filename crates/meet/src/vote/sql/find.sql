SELECT q.id, q.meeting_id, q.item_no, q.no, q.title, q.regime, q.ballot, q.subject_id, q.proposal_kind, q.proposal_id, q.opened_at,
    k.expected, k.attending, k.written, k.yes, k.no, k.abstained, k.counted_by, k.quorate, k.passed, k.closed_at
FROM meeting_vote q
LEFT JOIN meeting_count k ON k.vote_id = q.id
WHERE q.id = $1
