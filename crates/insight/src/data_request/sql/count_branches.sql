SELECT CAST(COUNT(*) AS BIGINT) FROM org
WHERE path >= $1 AND path < $2 AND dissolved_on IS NULL
  AND kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch')
