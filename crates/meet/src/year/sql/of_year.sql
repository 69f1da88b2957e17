-- What an organisation did and plans in a span of days, by kind and day.
SELECT m.kind, m.held_on, m.id, b.opened_at FROM meeting m
LEFT JOIN meeting_cancellation x ON x.meeting_id = m.id
LEFT JOIN meeting_opening b ON b.meeting_id = m.id
WHERE m.org_id = $1 AND m.starts_at >= $2 AND m.starts_at < $3 AND x.meeting_id IS NULL
ORDER BY m.starts_at
LIMIT 500
