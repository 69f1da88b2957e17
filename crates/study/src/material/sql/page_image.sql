SELECT image_id FROM material_page WHERE version_id = $1 AND number = $2
