SELECT o.sitting_no
FROM test_closure c
JOIN sitting_open o ON o.test_id = c.test_id
WHERE c.at <= $1
ORDER BY o.sitting_no
LIMIT 64
