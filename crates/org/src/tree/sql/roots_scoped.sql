SELECT DISTINCT o.id, o.no, o.parent_id, o.path, o.code, o.full_name, o.short_name, o.kind, o.unit_nature, o.contact, o.founded_on, o.version
FROM grants g
JOIN org o ON o.path = g.path_lo
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
ORDER BY o.path
