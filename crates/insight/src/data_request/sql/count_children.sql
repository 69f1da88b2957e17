SELECT CAST(COUNT(*) AS BIGINT) FROM org WHERE parent_id = $1 AND dissolved_on IS NULL
