-- Members at home in a branch who are called this: the one a letter from outside is about.
SELECT b.person_id
FROM belonging b
JOIN person p ON p.id = b.person_id
WHERE b.org_id = $1 AND b.kind = 'home' AND b.until_on IS NULL AND p.full_name = $2
LIMIT 2
