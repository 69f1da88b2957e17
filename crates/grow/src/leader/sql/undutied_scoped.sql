-- Appointed, and not yet given the duty of the platform.
SELECT l.id, p.full_name, o.short_name, o.id, l.created_at
FROM leader l
JOIN org o ON o.id = l.org_id
JOIN person p ON p.id = l.person_id
WHERE l.state = 'appointed' AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
  AND NOT EXISTS (
    SELECT 1 FROM duty d
    WHERE d.org_id = l.org_id AND d.person_id = l.person_id AND d.kind = 'secretary'
      AND d.from_on <= $3 AND (d.until_on IS NULL OR d.until_on > $3))
ORDER BY l.created_at DESC
LIMIT 6
