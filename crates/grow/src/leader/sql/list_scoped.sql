SELECT l.id, l.org_id, o.short_name, o.path, l.person_id, p.full_name, l.state, l.source, l.words, l.until_on, l.created_at
FROM leader l
JOIN org o ON o.id = l.org_id
JOIN person p ON p.id = l.person_id
WHERE (l.created_at < $5 OR (l.created_at = $5 AND l.id < $6))
  AND ($4 = '' OR l.state = $4) AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY l.created_at DESC, l.id DESC
LIMIT 31
