INSERT INTO talk (id, org_id, kind, by_person, with_person, held_on, subject, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
