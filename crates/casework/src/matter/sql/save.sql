UPDATE matter SET owner_org = $2, owner_person = $3, path = $4, state = $5, phase = $6, sort_at = $7, round = $8,
    clock_from = $9, clock_ms = $10, paused_ms = $11, offers = $12, ruled = $13, offered_org = $14, ruling_org = $15, closed_at = $16
WHERE id = $1
