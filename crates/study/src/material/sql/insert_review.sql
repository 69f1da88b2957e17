INSERT INTO material_review (version_id, by_person, verdict, reason, at) VALUES ($1, $2, $3, $4, $5)
