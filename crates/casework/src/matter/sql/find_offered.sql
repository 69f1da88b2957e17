SELECT m.id, m.kind, m.first_org, m.owner_org, m.owner_person, m.path, m.state, m.round, m.clock_from, m.clock_ms, m.paused_ms, m.offers, m.ruled, m.offered_org, m.ruling_org, m.opened_at, m.closed_at
FROM matter m
JOIN org o ON o.id = m.offered_org
WHERE m.id = $4 AND m.kind = $5 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
