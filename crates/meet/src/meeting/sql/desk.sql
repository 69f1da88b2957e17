-- What waits in the organisations one holds a duty in: not everything below them.
SELECT m.id, m.org_id, o.short_name, m.kind, m.title, m.starts_at, m.held_on, m.minutes, m.place, m.link, m.words,
    m.chair_id, c.full_name, m.recorder_id, r.full_name, m.on_paper,
    x.cancelled_at, x.words, b.opened_at, e.ended_at, w.submitted_at, s.sealed_at
FROM grants g
JOIN org o ON o.path = g.path_lo
JOIN meeting m ON m.org_id = o.id
JOIN person c ON c.id = m.chair_id
JOIN person r ON r.id = m.recorder_id
LEFT JOIN meeting_cancellation x ON x.meeting_id = m.id
LEFT JOIN meeting_opening b ON b.meeting_id = m.id
LEFT JOIN meeting_ending e ON e.meeting_id = m.id
LEFT JOIN meeting_minutes w ON w.meeting_id = m.id
LEFT JOIN meeting_seal s ON s.meeting_id = m.id
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
  AND m.starts_at >= $4 AND m.starts_at < $5
  AND x.cancelled_at IS NULL AND s.sealed_at IS NULL
ORDER BY m.starts_at
LIMIT 20
