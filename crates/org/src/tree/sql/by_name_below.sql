SELECT o.id, o.no, o.parent_id, o.path, o.code, o.full_name, o.short_name, o.kind, o.unit_nature, o.contact, o.founded_on, o.version
FROM org o
WHERE o.path >= $1 AND o.path < $2 AND (o.full_name = $3 OR o.short_name = $3 OR o.code = $3) AND o.dissolved_on IS NULL
ORDER BY o.path
LIMIT 2
