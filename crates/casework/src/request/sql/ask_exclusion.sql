INSERT INTO exclusion_request (matter_id, no, reason, words, asked_by, asked_at)
VALUES ($1, (SELECT COALESCE(MAX(x.no), 0) + 1 FROM exclusion_request x WHERE x.matter_id = $1), $2, $3, $4, $5)
