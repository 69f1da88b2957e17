SELECT DISTINCT o.id, o.short_name, o.path
FROM grants g
JOIN org o ON o.path = g.path_lo
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
  AND o.kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch')
ORDER BY o.path
LIMIT 20
