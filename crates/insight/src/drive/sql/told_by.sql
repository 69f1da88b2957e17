-- Whether this person entered evidence of a goal: then somebody else judges it.
SELECT CAST(COUNT(*) AS BIGINT) FROM drive_evidence e
JOIN drive_measure m ON m.id = e.measure_id
WHERE m.goal_id = $1 AND e.entered_by = $2
