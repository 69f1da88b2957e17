-- Villages and communities of a subtree ($4 to $5) after a path ($6), narrowed by $7: empty, vacant,
-- term (ended or ends by $8), quiet (nobody joined since $9).
SELECT x.id, x.short_name, x.path, x.secretary, x.ends_on, x.joined_on
FROM (
    SELECT v.id, v.short_name, v.path,
        (SELECT MIN(p.full_name) FROM duty d JOIN person p ON p.id = d.person_id
         WHERE d.org_id = v.id AND d.kind = 'secretary' AND d.from_on <= $3 AND (d.until_on IS NULL OR d.until_on > $3)) AS secretary,
        (SELECT MAX(t.ends_on) FROM term t WHERE t.org_id = v.id) AS ends_on,
        (SELECT MAX(m.joined_on) FROM belonging b JOIN member m ON m.person_id = b.person_id
         WHERE b.path >= v.path AND b.path < v.path || '~' AND b.kind = 'home' AND b.until_on IS NULL) AS joined_on
    FROM org v
    WHERE v.unit_nature IN ('village', 'community') AND v.dissolved_on IS NULL AND v.kind <> 'party_group'
  AND NOT EXISTS (SELECT 1 FROM org up WHERE up.id = v.parent_id AND up.unit_nature IN ('village', 'community')) AND v.path >= $4 AND v.path < $5 AND v.path > $6 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND v.path >= g.path_lo AND v.path < g.path_hi
)
) x
WHERE $7 = '' OR ($7 = 'vacant' AND x.secretary IS NULL) OR ($7 = 'term' AND x.ends_on <= $8)
   OR ($7 = 'quiet' AND (x.joined_on IS NULL OR x.joined_on < $9))
ORDER BY x.path
LIMIT 51
