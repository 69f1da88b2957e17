SELECT DISTINCT b.pinyin, b.stroke, b.person_id
FROM member m
JOIN belonging b ON b.person_id = m.person_id
WHERE m.id_number_index = $7 AND b.until_on IS NULL AND b.path || '' >= $1 AND b.path || '' < $2
  AND (CAST($6 AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM roster_hidden h WHERE h.import_id = b.import_id))
  AND EXISTS (
      SELECT 1 FROM grants g
      WHERE g.person_id = $3 AND g.permission = $4 AND g.from_on <= $5 AND g.until_on > $5
        AND $1 >= g.path_lo AND $1 < g.path_hi
  )
LIMIT 200
