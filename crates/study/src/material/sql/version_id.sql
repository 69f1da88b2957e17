SELECT id FROM material_version WHERE material_id = $1 AND number = $2
