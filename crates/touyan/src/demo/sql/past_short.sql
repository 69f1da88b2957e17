SELECT p.id, p.course_id
FROM plan p
JOIN course c ON c.id = p.course_id
WHERE p.due_on < $1 AND SUBSTR(c.title, 1, 5) = $2
  AND NOT EXISTS (SELECT 1 FROM plan_withdrawal w WHERE w.plan_id = p.id)
ORDER BY p.id
