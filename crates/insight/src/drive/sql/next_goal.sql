SELECT CAST(COALESCE(MAX(no), 0) + 1 AS BIGINT) FROM drive_goal WHERE drive_id = $1
