SELECT t.id, t.title
FROM test t
JOIN test_publication p ON p.test_id = t.id
WHERE EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'tests.edit'
      AND t.path >= g.path_lo AND t.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
)
ORDER BY t.created_at DESC, t.id
LIMIT 100
