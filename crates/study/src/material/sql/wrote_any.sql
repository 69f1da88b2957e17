SELECT CAST(COUNT(*) AS BIGINT) FROM material_version WHERE material_id = $1 AND created_by = $2
