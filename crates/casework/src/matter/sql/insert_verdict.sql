INSERT INTO matter_verdict (matter_id, round, verdict, satisfied, words, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
