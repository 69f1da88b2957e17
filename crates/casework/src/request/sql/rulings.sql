SELECT m.id, r.words, r.topic, r.category, o.short_name, p.full_name, m.state, m.clock_from, m.clock_ms, m.paused_ms, m.sort_at
FROM matter m
JOIN request r ON r.matter_id = m.id
JOIN org o ON o.id = m.owner_org
JOIN person p ON p.id = m.owner_person
JOIN org t ON t.id = m.ruling_org
WHERE m.kind = 'request' AND m.ruling_org IS NOT NULL AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND t.path >= g.path_lo AND t.path < g.path_hi
)
ORDER BY m.sort_at, m.id
LIMIT 20
