SELECT s.id, s.org_id, o.full_name, s.path, s.name, s.division, s.address, s.latitude, s.longitude, s.hours, s.people, s.phone, s.services, s.version, s.closed_on
FROM station s
JOIN org o ON o.id = s.org_id
WHERE s.path >= (SELECT MIN(g.path_lo) FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3)
  AND s.path < (SELECT MAX(g.path_hi) FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3)
  AND s.path >= $4 AND (s.path > $4 OR s.id > $5)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND s.path >= g.path_lo AND s.path < g.path_hi
)
ORDER BY s.path, s.id
LIMIT 31
