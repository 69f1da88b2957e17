-- A member's own meetings from a moment to another, the soonest first.
SELECT m.id, m.org_id, o.short_name, m.kind, m.title, m.starts_at, m.held_on, m.minutes, m.place, m.link, m.words,
    m.chair_id, c.full_name, m.recorder_id, r.full_name, m.on_paper,
    x.cancelled_at, x.words, b.opened_at, e.ended_at, w.submitted_at, s.sealed_at
FROM meeting_person i
JOIN meeting m ON m.id = i.meeting_id
JOIN org o ON o.id = m.org_id
JOIN person c ON c.id = m.chair_id
JOIN person r ON r.id = m.recorder_id
LEFT JOIN meeting_cancellation x ON x.meeting_id = m.id
LEFT JOIN meeting_opening b ON b.meeting_id = m.id
LEFT JOIN meeting_ending e ON e.meeting_id = m.id
LEFT JOIN meeting_minutes w ON w.meeting_id = m.id
LEFT JOIN meeting_seal s ON s.meeting_id = m.id
WHERE i.person_id = $1 AND i.starts_at >= $2 AND i.starts_at < $3
ORDER BY i.starts_at, i.meeting_id
LIMIT 40
