SELECT b.id, b.person_id, b.kind, b.from_on, b.until_on, b.org_id, o.full_name, b.path
FROM belonging b
JOIN org o ON o.id = b.org_id
WHERE b.person_id = $1
ORDER BY b.from_on DESC, b.kind, b.id
LIMIT 200
