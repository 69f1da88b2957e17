SELECT CAST(COUNT(*) AS BIGINT) FROM org o
WHERE o.path >= $1 AND o.path < $2 AND o.kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch') AND o.dissolved_on IS NULL
