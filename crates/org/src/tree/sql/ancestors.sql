SELECT o.id, o.no, o.parent_id, o.path, o.code, o.full_name, o.short_name, o.kind, o.unit_nature, o.contact, o.founded_on, o.version
FROM org o
WHERE o.path IN (SUBSTR($1, 1, 4), SUBSTR($1, 1, 8), SUBSTR($1, 1, 12), SUBSTR($1, 1, 16), SUBSTR($1, 1, 20), SUBSTR($1, 1, 24), SUBSTR($1, 1, 28), SUBSTR($1, 1, 32))
ORDER BY LENGTH(o.path)
