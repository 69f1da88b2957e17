SELECT SUBSTR(b.path, 1, CAST($4 AS INTEGER)), COUNT(*)
FROM (
    SELECT DISTINCT person_id FROM duty
    WHERE kind IN ('secretary', 'deputy_secretary') AND from_on <= $3 AND (until_on IS NULL OR until_on > $3)
) d
CROSS JOIN belonging b
WHERE b.person_id = d.person_id AND b.kind = 'home'
  AND b.path >= $1 AND b.path < $2 AND b.from_on <= $3 AND (b.until_on IS NULL OR b.until_on > $3)
GROUP BY 1
