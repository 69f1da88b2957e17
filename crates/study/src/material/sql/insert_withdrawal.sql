INSERT INTO material_withdrawal (publication_id, cause, reason, by_person, at) VALUES ($1, $2, $3, $4, $5)
