INSERT INTO material_submission (version_id, by_person, at, passes) VALUES ($1, $2, $3, $4)
