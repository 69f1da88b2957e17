-- Along the index of the order, skipping who belongs elsewhere; the scope is judged once, for the
-- range as a whole.
SELECT DISTINCT b.pinyin, b.person_id
FROM belonging b
WHERE b.until_on IS NULL AND (b.pinyin, b.person_id) > ($7, $8)
  AND b.path >= $1 AND b.path < $2
  AND (CAST($6 AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM roster_hidden h WHERE h.import_id = b.import_id))
  AND EXISTS (
      SELECT 1 FROM grants g
      WHERE g.person_id = $3 AND g.permission = $4 AND g.from_on <= $5 AND g.until_on > $5
        AND $1 >= g.path_lo AND $1 < g.path_hi
  )
ORDER BY b.pinyin, b.person_id
LIMIT $9
