SELECT d.id, d.person_id, o.path, d.from_on, d.until_on
FROM duty d
JOIN org o ON o.id = d.org_id
WHERE d.kind = $1 AND (d.until_on IS NULL OR d.until_on > $3)
    AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.duty_id = d.id AND g.permission = $2)
ORDER BY d.id
LIMIT $4
