SELECT t.id, t.title, o.short_name, t.opens_at, t.closes_at
FROM test t
JOIN org o ON o.id = t.org_id
JOIN test_publication p ON p.test_id = t.id
WHERE t.closes_at > $3 AND t.opens_at < $4
  AND NOT EXISTS (SELECT 1 FROM test_closure c WHERE c.test_id = t.id)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.from_on <= $2 AND g.until_on > $2
      AND g.permission = 'tests.read'
      AND (
        (t.path >= g.path_lo AND t.path < g.path_hi)
        OR (t.audience_path >= g.path_lo AND t.audience_path < g.path_hi)
        OR (g.path_lo >= t.audience_path AND g.path_lo < t.audience_path || '~')
      )
  )
ORDER BY t.closes_at, t.id
LIMIT 6
