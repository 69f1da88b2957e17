SELECT t.id, t.audience_path, c.at
FROM test t
JOIN test_publication p ON p.test_id = t.id
LEFT JOIN test_closure c ON c.test_id = t.id
WHERE t.closes_at > $1
ORDER BY t.closes_at, t.id
