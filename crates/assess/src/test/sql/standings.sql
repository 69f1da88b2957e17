SELECT p.no, o.no, b.path, m.audience, m.is_floating
FROM belonging b
JOIN person p ON p.id = b.person_id
JOIN org o ON o.id = b.org_id
LEFT JOIN member m ON m.person_id = b.person_id
WHERE b.person_id = $1 AND b.from_on <= $2 AND (b.until_on IS NULL OR b.until_on > $2)
ORDER BY CASE b.kind WHEN 'home' THEN 0 ELSE 1 END, b.path
