SELECT s.id, s.org_id, o.full_name, s.path, s.name, s.division, s.address, s.latitude, s.longitude, s.hours, s.people, s.phone, s.services, s.version, s.closed_on
FROM station s
JOIN org o ON o.id = s.org_id
WHERE s.closed_on IS NULL AND (s.division = $1 OR CAST($1 AS TEXT) = '')
ORDER BY s.division, s.name, s.id
LIMIT 100
