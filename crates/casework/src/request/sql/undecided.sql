SELECT m.id, r.words, r.topic, r.category, o.short_name, p.full_name, m.state, m.clock_from, m.clock_ms, m.paused_ms, m.sort_at
FROM exclusion_request x
JOIN matter m ON m.id = x.matter_id
JOIN request r ON r.matter_id = m.id
JOIN org o ON o.id = m.owner_org
JOIN person p ON p.id = m.owner_person
WHERE x.decided_at IS NULL AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND m.path >= g.path_lo AND m.path < g.path_hi AND (m.path <> g.path_lo OR LENGTH(m.path) = 4)
)
ORDER BY x.asked_at, m.id
LIMIT 20
