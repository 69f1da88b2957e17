SELECT o.id, o.short_name, o.kind, o.path FROM org o
WHERE o.path >= $1 AND o.path < $2 AND o.path > $3
  AND o.kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch') AND o.dissolved_on IS NULL
ORDER BY o.path
LIMIT 51
