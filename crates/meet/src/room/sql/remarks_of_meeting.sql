SELECT CAST(COUNT(*) AS BIGINT) FROM meeting_remark WHERE meeting_id = $1
