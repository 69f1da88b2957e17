SELECT s.no, s.test_id, t.title, s.started_at, e.at
FROM sitting s
JOIN test t ON t.id = s.test_id
LEFT JOIN submission e ON e.sitting_no = s.no
WHERE s.person_id = $1
ORDER BY s.started_at DESC, s.no DESC
LIMIT 100
