-- Who leads an organisation today.
SELECT o.path, p.id, p.no, p.full_name
FROM duty d
JOIN org o ON o.id = d.org_id
JOIN person p ON p.id = d.person_id
WHERE d.kind = 'secretary' AND d.until_on IS NULL
ORDER BY o.path
