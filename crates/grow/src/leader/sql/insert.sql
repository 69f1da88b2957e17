INSERT INTO leader (id, org_id, person_id, state, source, words, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
