-- Plans that go on for whoever belongs at a place: given to it or to what stands above it.
SELECT c.title, p.due_on, p.audience_kinds
FROM org a
JOIN plan p ON p.audience_org_id = a.id
JOIN course c ON c.id = p.course_id
WHERE a.path IN (SUBSTR($1, 1, 4), SUBSTR($1, 1, 8), SUBSTR($1, 1, 12), SUBSTR($1, 1, 16),
                 SUBSTR($1, 1, 20), SUBSTR($1, 1, 24), SUBSTR($1, 1, 28), SUBSTR($1, 1, 32))
  AND p.opens_on <= $2 AND p.due_on >= $2
  AND EXISTS (SELECT 1 FROM course_publication q WHERE q.course_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM plan_withdrawal w WHERE w.plan_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM course_withdrawal x WHERE x.course_id = c.id)
ORDER BY p.due_on, p.id
LIMIT 20
