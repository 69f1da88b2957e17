SELECT DISTINCT s.code, s.org_id, o.full_name, s.label, s.closed_at
FROM grants g
JOIN org o ON o.path >= g.path_lo AND o.path < g.path_hi
JOIN spot s ON s.org_id = o.id
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND s.code > $4
ORDER BY s.code
LIMIT 51
