-- Where members can belong, within the scope, in the order of the tree.
SELECT DISTINCT o.path, o.full_name
FROM org o
JOIN grants g ON o.path >= g.path_lo AND o.path < g.path_hi
WHERE o.dissolved_on IS NULL
  AND o.kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch', 'party_group')
  AND g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
ORDER BY o.path
LIMIT 301
