SELECT CAST(COUNT(DISTINCT b.person_id) AS BIGINT), CAST(COUNT(DISTINCT f.person_id) AS BIGINT)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
LEFT JOIN course_finish f ON f.person_id = b.person_id AND f.course_id = $4 AND f.at < $5
WHERE b.path >= $6 AND b.path < $7
  AND SUBSTR(b.path, 1, LENGTH($21)) = $21
  AND b.from_on <= $8 AND (b.until_on IS NULL OR b.until_on > $8)
  AND ($9 = 1
    OR m.audience IN ($10, $11, $12, $13, $14, $15, $16)
    OR ($17 = 1 AND m.birth_date > $18)
    OR ($19 = 1 AND (m.is_floating = 1 OR b.kind = 'floating'))
    OR ($20 = 1 AND EXISTS (
        SELECT 1 FROM duty d
        WHERE d.person_id = b.person_id AND d.kind IN ('secretary', 'deputy_secretary')
          AND d.from_on <= $8 AND (d.until_on IS NULL OR d.until_on > $8))))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND g.path_lo = $6
)
