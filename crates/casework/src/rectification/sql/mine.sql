-- What the signed-in person answers for, the next due first.
SELECT m.id, r.finding, o.short_name, p.full_name, m.state, m.clock_from, m.clock_ms, m.paused_ms, m.sort_at
FROM matter m
JOIN rectification r ON r.matter_id = m.id
JOIN org o ON o.id = m.owner_org
JOIN person p ON p.id = m.owner_person
WHERE m.owner_person = $1 AND m.kind || '' = 'rectification' AND m.phase = 'open' AND m.sort_at < $2
ORDER BY m.sort_at, m.id
LIMIT 5
