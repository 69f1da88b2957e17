SELECT SUBSTR(b.path, 1, CAST($16 AS INTEGER)), CAST(COUNT(DISTINCT b.person_id) AS BIGINT)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.path >= $1 AND b.path < $2 AND b.from_on <= $3 AND (b.until_on IS NULL OR b.until_on > $3)
  AND b.kind = 'home'
  AND ($4 = 1
    OR m.audience IN ($5, $6, $7, $8, $9, $10, $11)
    OR ($12 = 1 AND m.birth_date > $13)
    OR ($14 = 1 AND (m.is_floating = 1 OR b.kind = 'floating'))
    OR ($15 = 1 AND EXISTS (
        SELECT 1 FROM duty d
        WHERE d.person_id = b.person_id AND d.kind IN ('secretary', 'deputy_secretary')
          AND d.from_on <= $3 AND (d.until_on IS NULL OR d.until_on > $3))))
GROUP BY 1
