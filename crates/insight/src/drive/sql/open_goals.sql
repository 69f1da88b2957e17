-- Goals nobody has judged yet.
SELECT CAST(COUNT(*) AS BIGINT) FROM drive_goal y
WHERE y.drive_id = $1 AND NOT EXISTS (SELECT 1 FROM drive_review r WHERE r.goal_id = y.id)
