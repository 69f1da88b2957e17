SELECT b.person_id, m.birth_date, b.from_on
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.path >= $1 AND b.path < $2 AND b.kind = 'home' AND b.until_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.person_id = b.person_id)
ORDER BY m.birth_date, b.person_id
