SELECT o.id, o.full_name, o.path, CAST(NULL AS BIGINT)
FROM org o
WHERE o.parent_id = $1 AND o.path > $2 AND o.dissolved_on IS NULL
ORDER BY o.path
LIMIT 51
