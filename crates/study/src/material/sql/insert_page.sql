INSERT INTO material_page (version_id, number, image_id, body) VALUES ($1, $2, $3, $4)
