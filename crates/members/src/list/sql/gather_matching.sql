-- Members of a small range whose name holds the words anywhere, or whose spelling begins with them.
SELECT DISTINCT b.pinyin, b.stroke, b.person_id
FROM belonging b
JOIN person p ON p.id = b.person_id
WHERE b.until_on IS NULL AND b.path >= $1 AND b.path < $2
  AND (CAST($9 AS BIGINT) = 0 AND REPLACE(p.full_name, $7, '') <> p.full_name
       OR CAST($9 AS BIGINT) = 1 AND (p.spelled || '' >= $7 AND p.spelled || '' < $8
                                     OR p.initials || '' >= $7 AND p.initials || '' < $8))
  AND (CAST($6 AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM roster_hidden h WHERE h.import_id = b.import_id))
  AND EXISTS (
      SELECT 1 FROM grants g
      WHERE g.person_id = $3 AND g.permission = $4 AND g.from_on <= $5 AND g.until_on > $5
        AND $1 >= g.path_lo AND $1 < g.path_hi
  )
LIMIT 20001
