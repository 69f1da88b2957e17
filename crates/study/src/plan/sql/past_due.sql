SELECT p.id, p.course_id, a.path, p.audience_kinds, p.due_on
FROM plan p
JOIN org a ON a.id = p.audience_org_id
WHERE p.due_on >= $1 AND p.due_on < $2
  AND NOT EXISTS (SELECT 1 FROM plan_withdrawal w WHERE w.plan_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM course_withdrawal x WHERE x.course_id = p.course_id)
  AND NOT EXISTS (SELECT 1 FROM plan_reminding r WHERE r.plan_id = p.id AND r.number = 2 AND r.done_at IS NOT NULL)
ORDER BY p.due_on, p.id
LIMIT 1000
