SELECT t.id, t.title, o.short_name, t.opens_at, t.closes_at, t.required, p.at, c.at
FROM test t
JOIN org o ON o.id = t.org_id
LEFT JOIN test_publication p ON p.test_id = t.id
LEFT JOIN test_closure c ON c.test_id = t.id
WHERE (t.closes_at, t.id) < ($3, $4)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.from_on <= $2 AND g.until_on > $2
      AND g.permission = 'tests.read'
      AND (
        (t.path >= g.path_lo AND t.path < g.path_hi)
        OR (p.at IS NOT NULL AND t.audience_path >= g.path_lo AND t.audience_path < g.path_hi)
        OR (p.at IS NOT NULL AND g.path_lo >= t.audience_path AND g.path_lo < t.audience_path || '~')
      )
  )
ORDER BY t.closes_at DESC, t.id DESC
LIMIT 51
