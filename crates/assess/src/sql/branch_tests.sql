-- Tests that are open or open soon for whoever belongs at a place.
SELECT t.title, t.closes_at, t.audience_kinds
FROM test t
JOIN test_publication p ON p.test_id = t.id
WHERE t.closes_at > $2 AND t.opens_at < $3
  AND SUBSTR($1, 1, LENGTH(t.audience_path)) = t.audience_path
  AND NOT EXISTS (SELECT 1 FROM test_closure c WHERE c.test_id = t.id)
ORDER BY t.closes_at, t.id
LIMIT 20
