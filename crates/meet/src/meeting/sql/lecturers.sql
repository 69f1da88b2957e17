-- Who may have given a lecture: whoever holds a post there, and the secretaries above.
SELECT DISTINCT d.person_id, p.full_name, p.pinyin FROM duty d
JOIN org o ON o.id = d.org_id
JOIN person p ON p.id = d.person_id
WHERE o.path IN (SUBSTR($1, 1, 4), SUBSTR($1, 1, 8), SUBSTR($1, 1, 12), SUBSTR($1, 1, 16), SUBSTR($1, 1, 20), SUBSTR($1, 1, 24), SUBSTR($1, 1, 28), SUBSTR($1, 1, 32))
  AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2)
  AND (d.kind = 'secretary' OR (o.path = $1 AND d.kind IN ('deputy_secretary', 'org_commissioner', 'publicity_commissioner', 'discipline_commissioner')))
ORDER BY p.pinyin, d.person_id
LIMIT 60
