-- Who can answer for matters of an organisation: those with a duty for it there, else the nearest
-- above.
SELECT DISTINCT p.id, p.full_name, p.pinyin, LENGTH(o.path)
FROM org o
JOIN duty d ON d.org_id = o.id
JOIN grants g ON g.duty_id = d.id AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
JOIN person p ON p.id = g.person_id
WHERE o.path IN (SUBSTR($1, 1, 4), SUBSTR($1, 1, 8), SUBSTR($1, 1, 12), SUBSTR($1, 1, 16), SUBSTR($1, 1, 20), SUBSTR($1, 1, 24), SUBSTR($1, 1, 28), SUBSTR($1, 1, 32))
ORDER BY 4 DESC, 3, 1
LIMIT 60
