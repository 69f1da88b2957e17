SELECT y.id, y.org_id, o.short_name, y.year, y.aim,
    (SELECT CAST(COUNT(*) AS BIGINT) FROM skill_session s WHERE s.plan_id = y.id), y.created_at
FROM skill_plan y
JOIN org o ON o.id = y.org_id
WHERE (y.created_at < $4 OR (y.created_at = $4 AND y.id < $5)) AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND ((o.path >= g.path_lo AND o.path < g.path_hi) OR SUBSTR(g.path_lo, 1, LENGTH(o.path)) = o.path)
)
ORDER BY y.created_at DESC, y.id DESC
LIMIT 31
