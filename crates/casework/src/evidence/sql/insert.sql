INSERT INTO matter_file (id, matter_id, round, file_id, shown, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
