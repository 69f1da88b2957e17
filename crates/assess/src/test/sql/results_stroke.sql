SELECT p.id, p.full_name, m.audience,
       CASE WHEN m.birth_date > $6 THEN 1 ELSE 0 END, m.is_floating,
       CASE WHEN EXISTS (SELECT 1 FROM duty d
                         WHERE d.person_id = b.person_id AND d.kind IN ('secretary', 'deputy_secretary')
                           AND d.from_on <= $5 AND (d.until_on IS NULL OR d.until_on > $5)) THEN 1 ELSE 0 END,
       s.no, k.score, k.full_marks, e.kind, e.reason
FROM belonging b
JOIN person p ON p.id = b.person_id
JOIN member m ON m.person_id = b.person_id
LEFT JOIN sitting s ON s.test_id = $1 AND s.person_id = b.person_id
LEFT JOIN mark k ON k.sitting_no = s.no
LEFT JOIN test_exemption e ON e.test_id = $1 AND e.person_id = b.person_id
WHERE b.path >= $2 AND b.path < $3 AND b.kind = 'home'
  AND b.from_on <= $5 AND (b.until_on IS NULL OR b.until_on > $5)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $4 AND g.permission = 'tests.results' AND g.path_lo = $2
      AND g.from_on <= $5 AND g.until_on > $5
  )
ORDER BY p.stroke, p.id
LIMIT 1000
