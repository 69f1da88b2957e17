SELECT p.id, p.course_id, c.title, p.audience_kinds, a.path, p.due_on,
       (SELECT CAST(COALESCE(MAX(r.number), 0) AS BIGINT) FROM plan_reminder r
        WHERE r.plan_id = p.id AND r.person_id = b.person_id)
FROM belonging b
JOIN org a ON a.path IN (SUBSTR(b.path, 1, 4), SUBSTR(b.path, 1, 8), SUBSTR(b.path, 1, 12), SUBSTR(b.path, 1, 16),
                         SUBSTR(b.path, 1, 20), SUBSTR(b.path, 1, 24), SUBSTR(b.path, 1, 28), SUBSTR(b.path, 1, 32))
JOIN plan p ON p.audience_org_id = a.id
JOIN course c ON c.id = p.course_id
JOIN course_publication q ON q.course_id = c.id
WHERE b.person_id = $1 AND b.from_on <= $2 AND (b.until_on IS NULL OR b.until_on > $2)
  AND p.opens_on <= $2 AND p.due_on >= $3
  AND NOT EXISTS (SELECT 1 FROM plan_withdrawal w WHERE w.plan_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM course_withdrawal x WHERE x.course_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM course_finish f WHERE f.person_id = b.person_id AND f.course_id = c.id)
ORDER BY p.due_on DESC, p.id
LIMIT 1000
