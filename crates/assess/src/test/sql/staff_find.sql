SELECT t.id, t.org_id, t.path, t.paper_version_id, t.title, t.opens_at, t.closes_at, t.minutes,
       t.audience_org_id, t.audience_path, t.audience_kinds, t.required, t.shuffled,
       t.score_shown, t.multiple_partial, t.version, p.at, c.at, o.short_name, a.short_name,
       v.questions, v.full_marks, r.title
FROM test t
JOIN org o ON o.id = t.org_id
JOIN org a ON a.id = t.audience_org_id
JOIN paper_version v ON v.id = t.paper_version_id
JOIN paper r ON r.id = v.paper_id
LEFT JOIN test_publication p ON p.test_id = t.id
LEFT JOIN test_closure c ON c.test_id = t.id
WHERE t.id = $3
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
