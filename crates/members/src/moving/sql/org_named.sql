SELECT o.id, o.no, o.parent_id, o.path, o.code, o.full_name, o.short_name, o.kind, o.unit_nature, o.contact, o.founded_on, o.version
FROM org o
WHERE (o.full_name = $1 OR o.short_name = $1 OR o.code = $1) AND o.dissolved_on IS NULL
ORDER BY o.path
LIMIT 20
