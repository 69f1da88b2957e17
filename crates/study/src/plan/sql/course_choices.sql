SELECT c.id, c.title
FROM course c
JOIN org o ON o.id = c.org_id
JOIN course_publication q ON q.course_id = c.id
WHERE NOT EXISTS (SELECT 1 FROM course_withdrawal x WHERE x.course_id = c.id)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND ((o.path >= g.path_lo AND o.path < g.path_hi) OR SUBSTR(g.path_lo, 1, LENGTH(o.path)) = o.path)
)
ORDER BY q.at DESC, c.id
LIMIT 300
