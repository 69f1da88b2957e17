-- Who left and is at home nowhere today, by where they were at home last; the latest first.
SELECT e.person_id, p.full_name, m.member_category, e.kind, e.left_on, o.short_name
FROM member_exit e
JOIN belonging b ON b.id = e.belonging_id
JOIN org o ON o.id = b.org_id
JOIN member m ON m.person_id = e.person_id
JOIN person p ON p.id = e.person_id
WHERE (e.left_on, e.person_id) < ($6, $7)
  AND b.path >= $4 AND b.path < $5
  AND (CAST($8 AS TEXT) = '' OR REPLACE(p.full_name, $8, '') <> p.full_name OR p.spelled >= $8 AND p.spelled < $9
       OR p.initials >= $8 AND p.initials < $9)
  AND NOT EXISTS (
      SELECT 1 FROM belonging x
      WHERE x.person_id = e.person_id AND x.kind = 'home' AND (x.until_on IS NULL OR x.until_on > b.until_on)
  )
  AND EXISTS (
      SELECT 1 FROM grants g
      WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
        AND b.path >= g.path_lo AND b.path < g.path_hi
  )
ORDER BY e.left_on DESC, e.person_id DESC
LIMIT 51
