SELECT m.id, r.finding, o.short_name, p.full_name, m.state, m.clock_from, m.clock_ms, m.paused_ms, m.sort_at
FROM matter m
JOIN rectification r ON r.matter_id = m.id
JOIN org o ON o.id = m.owner_org
JOIN person p ON p.id = m.owner_person
WHERE m.kind = 'rectification' AND m.phase = $4 AND (m.sort_at > $5 OR (m.sort_at = $5 AND m.id > $6))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND m.path >= g.path_lo AND m.path < g.path_hi
)
ORDER BY m.sort_at, m.id
LIMIT 31
