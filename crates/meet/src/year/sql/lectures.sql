-- The lectures of a year that whoever was an organisation's secretary then gave there or below.
SELECT m.id, m.held_on, o.short_name FROM duty d
JOIN meeting_lecturer l ON l.person_id = d.person_id AND l.starts_at >= $2 AND l.starts_at < $3
JOIN meeting m ON m.id = l.meeting_id AND m.kind = 'party_lecture'
JOIN meeting_opening b ON b.meeting_id = m.id
JOIN org o ON o.id = m.org_id AND o.path >= $4 AND o.path < $5
WHERE d.org_id = $1 AND d.kind = 'secretary' AND d.from_on <= m.held_on AND (d.until_on IS NULL OR d.until_on > m.held_on)
ORDER BY m.starts_at, m.id
LIMIT 60
