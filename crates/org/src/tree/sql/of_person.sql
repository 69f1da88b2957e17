SELECT o.id, o.no, o.parent_id, o.path, o.code, o.full_name, o.short_name, o.kind, o.unit_nature, o.contact, o.founded_on, o.version
FROM belonging b
JOIN org o ON o.id = b.org_id
WHERE b.person_id = $1 AND b.from_on <= $2 AND (b.until_on IS NULL OR b.until_on > $2)
ORDER BY CASE b.kind WHEN 'home' THEN 0 ELSE 1 END, o.path
