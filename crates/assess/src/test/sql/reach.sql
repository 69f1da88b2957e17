SELECT permission, path_lo, path_hi
FROM grants
WHERE person_id = $1 AND from_on <= $2 AND until_on > $2
  AND permission IN ('tests.edit', 'tests.results', 'tests.distribution')
ORDER BY path_lo, permission
