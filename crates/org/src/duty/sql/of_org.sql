SELECT d.id, d.kind, d.person_id, p.full_name, d.from_on, d.until_on
FROM duty d
JOIN person p ON p.id = d.person_id
WHERE d.org_id = $1 AND (d.until_on IS NULL OR d.until_on > $2)
ORDER BY d.kind, p.stroke, d.id
