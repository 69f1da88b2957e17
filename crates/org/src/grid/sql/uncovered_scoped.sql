-- Grids whose households are not all looked after.
SELECT n.id, o.id, o.full_name, n.path, n.name, n.place, n.households, n.branch_id, b.short_name, n.covered, n.group_count, n.large, n.version
FROM grid n
JOIN org o ON o.id = n.org_id
LEFT JOIN org b ON b.id = n.branch_id
WHERE n.gone = 0 AND n.covered < n.households AND n.path >= $4 AND n.path < $5
  AND (n.path > $6 OR (n.path = $6 AND n.id > $7))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND n.path >= g.path_lo AND n.path < g.path_hi
)
ORDER BY n.path, n.id
LIMIT 51
