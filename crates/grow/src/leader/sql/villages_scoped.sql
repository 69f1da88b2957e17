-- Villages and communities of a subtree ($4 to $5) after a path ($6), narrowed by $7: empty, vacant,
-- term (ended or ends by $8), quiet (nobody joined since $9). What is said of each is looked up for
-- those of the page alone.
SELECT x.id, x.short_name, x.path,
    (SELECT MIN(p.full_name) FROM duty d JOIN person p ON p.id = d.person_id
     WHERE d.org_id = x.id AND d.kind = 'secretary' AND d.from_on <= $3 AND (d.until_on IS NULL OR d.until_on > $3)),
    (SELECT MAX(t.ends_on) FROM term t WHERE t.org_id = x.id),
    (SELECT MAX(m.joined_on) FROM belonging b JOIN member m ON m.person_id = b.person_id
     WHERE b.path >= x.path AND b.path < x.path || '~' AND b.kind = 'home' AND b.until_on IS NULL)
FROM (
    SELECT v.id, v.short_name, v.path
    FROM org v
    WHERE v.unit_nature IN ('village', 'community') AND v.dissolved_on IS NULL AND v.kind <> 'party_group'
      AND v.path >= $4 AND v.path < $5 AND v.path > $6
      AND NOT EXISTS (SELECT 1 FROM org up WHERE up.id = v.parent_id AND up.unit_nature IN ('village', 'community'))
      AND EXISTS (
        SELECT 1 FROM grants g
        WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
          AND v.path >= g.path_lo AND v.path < g.path_hi
      )
      AND ($7 = ''
        OR ($7 = 'vacant' AND NOT EXISTS (
            SELECT 1 FROM duty d WHERE d.org_id = v.id AND d.kind = 'secretary'
              AND d.from_on <= $3 AND (d.until_on IS NULL OR d.until_on > $3)))
        OR ($7 = 'term' AND (SELECT MAX(t.ends_on) FROM term t WHERE t.org_id = v.id) <= $8)
        OR ($7 = 'quiet' AND NOT EXISTS (
            SELECT 1 FROM belonging b JOIN member m ON m.person_id = b.person_id
            WHERE b.path >= v.path AND b.path < v.path || '~' AND b.kind = 'home' AND b.until_on IS NULL
              AND m.joined_on >= $9)))
    ORDER BY v.path
    LIMIT 31
) x
ORDER BY x.path
