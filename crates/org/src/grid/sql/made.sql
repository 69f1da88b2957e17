SELECT CAST(COUNT(*) AS BIGINT) FROM grid WHERE id = $1 AND created_by = $2
