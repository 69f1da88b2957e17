-- Branches and party groups at and below an organisation that was found.
SELECT id, full_name, short_name, kind, parent_id FROM org
WHERE path >= $1 AND path < $2 AND dissolved_on IS NULL
  AND kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch', 'party_group')
ORDER BY path
LIMIT 500
