SELECT CAST(COUNT(*) AS BIGINT) FROM term WHERE org_id = $1 AND number > $2
