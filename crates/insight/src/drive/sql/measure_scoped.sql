SELECT m.id, m.goal_id, m.no, m.what, m.org_id, o.short_name, m.responsible, m.due_on,
    (SELECT CAST(COUNT(*) AS BIGINT) FROM drive_evidence e WHERE e.measure_id = m.id)
FROM drive_measure m
JOIN org o ON o.id = m.org_id
WHERE m.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
