INSERT INTO material_publication (id, material_id, version_id, by_person, at) VALUES ($1, $2, $3, $4, $5)
