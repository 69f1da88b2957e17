SELECT m.id, m.kind, m.first_org, m.owner_org, m.owner_person, m.path, m.state, m.round, m.clock_from, m.clock_ms, m.paused_ms, m.offers, m.ruled, m.offered_org, m.ruling_org, m.opened_at, m.closed_at
FROM matter m
WHERE m.id = $1
