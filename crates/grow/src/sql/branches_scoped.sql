-- Branches that can admit, within the scope, for a field that offers them.
SELECT DISTINCT o.id, o.full_name, o.path
FROM org o
JOIN grants g ON o.path >= g.path_lo AND o.path < g.path_hi
WHERE o.kind IN ('branch', 'joint_branch') AND o.dissolved_on IS NULL
  AND g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
ORDER BY o.path
LIMIT 301
