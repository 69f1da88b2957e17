SELECT e.kind, e.held_on, e.until_on, e.number, e.words, p.full_name
FROM leader_event e
JOIN person p ON p.id = e.entered_by
WHERE e.leader_id = $1
ORDER BY e.held_on DESC, e.entered_at DESC
