SELECT d.person_id, d.kind, o.path
FROM duty d
JOIN org o ON o.id = d.org_id
WHERE d.id = $1
