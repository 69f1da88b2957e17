SELECT o.id, o.parent_id, o.admin_division, o.full_name
FROM org o
WHERE o.path >= $1 AND o.path < $2
ORDER BY o.path
