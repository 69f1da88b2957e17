-- Along the index of the order between the first and the last match, for names so common that a
-- page fills soon.
SELECT DISTINCT b.stroke, b.person_id
FROM belonging b
JOIN person p ON p.id = b.person_id
WHERE b.until_on IS NULL AND (b.stroke, b.person_id) > ($7, $8) AND b.stroke <= $13
  AND b.path >= $1 AND b.path < $2
  AND (CAST($11 AS BIGINT) = 0 AND p.full_name || '' >= $9 AND p.full_name || '' < $10
       OR CAST($11 AS BIGINT) = 1 AND (p.spelled || '' >= $9 AND p.spelled || '' < $10
                                      OR p.initials || '' >= $9 AND p.initials || '' < $10))
  AND (CAST($6 AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM roster_hidden h WHERE h.import_id = b.import_id))
  AND EXISTS (
      SELECT 1 FROM grants g
      WHERE g.person_id = $3 AND g.permission = $4 AND g.from_on <= $5 AND g.until_on > $5
        AND $1 >= g.path_lo AND $1 < g.path_hi
  )
ORDER BY b.stroke, b.person_id
LIMIT $12
