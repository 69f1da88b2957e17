SELECT m.id, m.goal_id, m.no, m.what, m.org_id, o.short_name, m.responsible, m.due_on,
    (SELECT CAST(COUNT(*) AS BIGINT) FROM drive_evidence e WHERE e.measure_id = m.id)
FROM drive_measure m
JOIN org o ON o.id = m.org_id
JOIN drive_goal y ON y.id = m.goal_id
WHERE y.drive_id = $1
ORDER BY y.no, m.no
