SELECT p.id, p.org_id, o.short_name, p.title, p.goal, p.measure, p.unit, p.baseline, p.target, p.starts_on, p.ends_on, p.created_at, c.verdict, c.contribution, c.otherwise, c.closed_at
FROM project p
JOIN org o ON o.id = p.org_id
LEFT JOIN project_closure c ON c.project_id = p.id
WHERE (p.created_at < $4 OR (p.created_at = $4 AND p.id < $5)) AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY p.created_at DESC, p.id DESC
LIMIT 31
