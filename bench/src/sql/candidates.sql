SELECT b.person_id
FROM belonging b
JOIN account a ON a.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NULL AND a.state = 'active'
ORDER BY b.person_id
LIMIT $1
