-- Organisations of a part of the tree about which something stands out, in the tree's order.
SELECT f.org_id, o.full_name, o.kind, f.path, f.number, f.day, a.short_name,
    (SELECT z.id FROM term z WHERE z.org_id = o.id ORDER BY z.number DESC LIMIT 1)
FROM org_finding f
JOIN org o ON o.id = f.org_id
LEFT JOIN org a ON a.id = o.parent_id
WHERE f.code = $4 AND f.path > $5 AND f.path >= $6 AND f.path < $7 AND ($8 = 0 OR f.number = $8)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND f.path >= g.path_lo AND f.path < g.path_hi
)
ORDER BY f.path
LIMIT 51
