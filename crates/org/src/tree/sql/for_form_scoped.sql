SELECT o.id, o.short_name, o.path
FROM grants g
JOIN org o ON o.path = g.path_lo
WHERE o.dissolved_on IS NULL
  AND g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
UNION
SELECT o.id, o.short_name, o.path
FROM grants g
JOIN org above ON above.path = g.path_lo
JOIN org o ON o.parent_id = above.id
WHERE o.dissolved_on IS NULL
  AND g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
ORDER BY 3
LIMIT 200
