-- What a branch does for the drives that go on.
SELECT m.id, m.what, m.due_on, (SELECT CAST(COUNT(*) AS BIGINT) FROM drive_evidence e WHERE e.measure_id = m.id)
FROM drive_measure m
JOIN drive_goal y ON y.id = m.goal_id
WHERE m.org_id = $1 AND NOT EXISTS (SELECT 1 FROM drive_closure c WHERE c.drive_id = y.drive_id)
ORDER BY m.due_on
LIMIT 6
