-- Members of a name at home within the scope, and where.
SELECT p.id, h.full_name
FROM person p
JOIN belonging b ON b.person_id = p.id AND b.kind = 'home' AND b.until_on IS NULL
JOIN org h ON h.id = b.org_id
WHERE p.full_name = $4 AND ($5 = '' OR h.full_name = $5 OR h.short_name = $5) AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND b.path >= g.path_lo AND b.path < g.path_hi
)
ORDER BY b.path, p.id
LIMIT 5
