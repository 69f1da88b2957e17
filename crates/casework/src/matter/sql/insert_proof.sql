INSERT INTO matter_proof (matter_id, round, words, by_person, at) VALUES ($1, $2, $3, $4, $5)
