SELECT o.id
FROM grants g
JOIN org o ON o.path = g.path_lo
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
  AND $4 >= g.path_lo AND $4 < g.path_hi
ORDER BY LENGTH(o.path)
LIMIT 1
