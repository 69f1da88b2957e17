INSERT INTO data_request_unit (request_id, org_id)
SELECT $1, id FROM org
WHERE path >= $2 AND path < $3 AND dissolved_on IS NULL
  AND kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch')
