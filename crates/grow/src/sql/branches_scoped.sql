-- Branches that can admit, within the scope, for a field that offers them.
SELECT o.id, o.full_name FROM org o
WHERE o.kind IN ('branch', 'joint_branch') AND o.dissolved_on IS NULL AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY o.path
LIMIT 301
