-- For whoever sees a small part: it is read by place.
SELECT DISTINCT m.id, r.words, r.topic, r.category, o.short_name, p.full_name, m.state, m.clock_from, m.clock_ms, m.paused_ms, m.sort_at
FROM grants g
JOIN matter m ON m.path >= g.path_lo AND m.path < g.path_hi AND m.kind = 'request' AND m.phase = $4
JOIN request r ON r.matter_id = m.id
JOIN org o ON o.id = m.owner_org
JOIN person p ON p.id = m.owner_person
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
  AND (m.sort_at > $5 OR (m.sort_at = $5 AND m.id > $6))
  AND ($7 = '' OR r.topic = $7)
ORDER BY m.sort_at, m.id
LIMIT 31
