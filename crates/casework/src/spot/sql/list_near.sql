-- For whoever stands further down: the organisations first, then what hangs on their doors.
SELECT DISTINCT s.code, s.org_id, o.full_name, s.label, s.closed_at
FROM grants g
CROSS JOIN org o
CROSS JOIN spot s
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
  AND o.path >= g.path_lo AND o.path < g.path_hi AND s.org_id = o.id AND s.code || '' > $4
ORDER BY s.code
LIMIT 51
