SELECT b.created_at, p.full_name
FROM belonging b
JOIN roster_import i ON i.id = b.import_id
LEFT JOIN person p ON p.id = i.created_by
WHERE b.person_id = $1
ORDER BY b.created_at
LIMIT 1
