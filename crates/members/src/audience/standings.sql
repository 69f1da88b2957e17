SELECT p.no, o.no, b.path, m.audience,
       CASE WHEN m.birth_date > $3 THEN 1 ELSE 0 END,
       CASE WHEN m.is_floating = 1 OR b.kind = 'floating' THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM duty d
                         WHERE d.person_id = b.person_id AND d.kind IN ('secretary', 'deputy_secretary')
                           AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2)) THEN 1 ELSE 0 END
FROM belonging b
JOIN person p ON p.id = b.person_id
JOIN org o ON o.id = b.org_id
LEFT JOIN member m ON m.person_id = b.person_id
WHERE b.person_id = $1 AND b.from_on <= $2 AND (b.until_on IS NULL OR b.until_on > $2)
ORDER BY CASE b.kind WHEN 'home' THEN 0 ELSE 1 END, b.path
