SELECT o.id, o.full_name, o.path, CAST(NULL AS BIGINT)
FROM org o
WHERE o.path >= $1 AND o.path < $2 AND o.path > $3 AND o.dissolved_on IS NULL
  AND o.kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch')
ORDER BY o.path
LIMIT 51
