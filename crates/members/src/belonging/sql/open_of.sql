SELECT b.id, b.person_id, b.kind, b.from_on, b.until_on, b.org_id, o.full_name, b.path
FROM belonging b
JOIN org o ON o.id = b.org_id
WHERE b.person_id = $1 AND b.until_on IS NULL
ORDER BY b.kind, b.id
