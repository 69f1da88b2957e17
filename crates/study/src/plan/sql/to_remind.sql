SELECT b.path, b.person_id
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.path >= $6 AND b.path < $7
  AND (b.path > $1 OR (b.path = $1 AND b.person_id > $2))
  AND b.from_on <= $8 AND (b.until_on IS NULL OR b.until_on > $8)
  AND ($9 = 1
    OR m.audience IN ($10, $11, $12, $13, $14, $15, $16)
    OR ($17 = 1 AND m.birth_date > $18)
    OR ($19 = 1 AND (m.is_floating = 1 OR b.kind = 'floating'))
    OR ($20 = 1 AND EXISTS (
        SELECT 1 FROM duty d
        WHERE d.person_id = b.person_id AND d.kind IN ('secretary', 'deputy_secretary')
          AND d.from_on <= $8 AND (d.until_on IS NULL OR d.until_on > $8))))
  AND NOT EXISTS (SELECT 1 FROM course_finish f WHERE f.person_id = b.person_id AND f.course_id = $4 AND f.at < $5)
ORDER BY b.path, b.person_id
LIMIT $3
