SELECT CAST(COALESCE(MAX(no), 0) + 1 AS BIGINT) FROM drive_measure WHERE goal_id = $1
