INSERT INTO matter_step (matter_id, no, step, to_org, to_person, words, by_person, at)
VALUES ($1, (SELECT COALESCE(MAX(s.no), 0) + 1 FROM matter_step s WHERE s.matter_id = $1), $2, $3, $4, $5, $6, $7)
