-- Villages and communities below each organisation that stands directly below one: how many, how
-- many without a secretary, how many whose term has ended or ends soon ($5).
SELECT c.id, c.short_name, CAST(COUNT(*) AS BIGINT),
    CAST(SUM(CASE WHEN NOT EXISTS (
        SELECT 1 FROM duty d WHERE d.org_id = v.id AND d.kind = 'secretary'
          AND d.from_on <= $3 AND (d.until_on IS NULL OR d.until_on > $3)) THEN 1 ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN (SELECT MAX(t.ends_on) FROM term t WHERE t.org_id = v.id) <= $5 THEN 1 ELSE 0 END) AS BIGINT)
FROM org c
JOIN org v ON v.path >= c.path AND v.path < c.path || '~' AND v.unit_nature IN ('village', 'community') AND v.dissolved_on IS NULL AND v.kind <> 'party_group'
  AND NOT EXISTS (SELECT 1 FROM org up WHERE up.id = v.parent_id AND up.unit_nature IN ('village', 'community'))
WHERE c.parent_id = $4 AND c.unit_nature NOT IN ('village', 'community') AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND c.path >= g.path_lo AND c.path < g.path_hi
)
GROUP BY c.id, c.short_name, c.path
ORDER BY c.path
LIMIT 200
