-- Members at home within the scope who are called this, for whoever enters something for them.
SELECT p.id, p.full_name, o.full_name
FROM person p
JOIN belonging b ON b.person_id = p.id
JOIN org o ON o.id = b.org_id
WHERE p.full_name = $4 AND b.kind = 'home' AND b.until_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM roster_hidden h WHERE h.import_id = b.import_id)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND b.path >= g.path_lo AND b.path < g.path_hi
)
ORDER BY o.path, p.id
LIMIT 21
