SELECT p.id, p.org_id, o.short_name, o.path, p.course_id, c.title, p.audience_org_id, a.full_name, a.path, p.audience_kinds,
       p.opens_on, p.due_on, w.at, p.created_at
FROM plan p
JOIN org o ON o.id = p.org_id
JOIN org a ON a.id = p.audience_org_id
JOIN course c ON c.id = p.course_id
LEFT JOIN plan_withdrawal w ON w.plan_id = p.id
WHERE p.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
