INSERT INTO material_submission (version_id, by_person, at) VALUES ($1, $2, $3)
