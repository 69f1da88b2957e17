SELECT o.id, o.path, o.short_name, o.kind, o.children
FROM org o
JOIN org p ON p.id = o.parent_id
WHERE p.path = $1 AND o.dissolved_on IS NULL
ORDER BY o.display_order, o.path
LIMIT 200
