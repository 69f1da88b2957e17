SELECT o.due_at, o.sitting_no
FROM test_closure c
JOIN sitting_open o ON o.test_id = c.test_id
WHERE c.at <= $1 AND (o.due_at, o.sitting_no) > ($2, $3)
ORDER BY o.due_at, o.sitting_no
LIMIT 64
