SELECT d.kind, o.short_name
FROM duty d
JOIN org o ON o.id = d.org_id
WHERE d.person_id = $1 AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2)
ORDER BY o.path, d.kind
