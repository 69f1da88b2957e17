-- Who holds a post at some time of a period.
SELECT p.full_name
FROM duty d
JOIN person p ON p.id = d.person_id
WHERE d.org_id = $1 AND d.kind = $2 AND d.from_on < $4 AND (d.until_on IS NULL OR d.until_on > $3)
ORDER BY d.from_on, d.id
LIMIT 1
