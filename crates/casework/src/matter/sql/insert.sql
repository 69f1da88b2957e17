INSERT INTO matter (id, kind, first_org, owner_org, owner_person, path, state, phase, sort_at, round, clock_from, clock_ms, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, 'open', 'open', $7, 1, $8, $9, $10)
