SELECT s.code, s.org_id, o.full_name, s.label, s.closed_at
FROM spot s
JOIN org o ON o.id = s.org_id
WHERE s.code > $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY s.code
LIMIT 51
