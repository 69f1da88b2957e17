SELECT o.id, o.short_name, o.path
FROM org o
WHERE o.dissolved_on IS NULL AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi AND LENGTH(o.path) <= LENGTH(g.path_lo) + 4
)
ORDER BY o.path
LIMIT 200
