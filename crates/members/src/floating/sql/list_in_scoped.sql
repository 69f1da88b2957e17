-- The scope's hull bounds the walk through the index; each row is judged by the grants themselves.
SELECT f.id, f.person_id, COALESCE(p.full_name, f.guest_name), f.guest_phone, f.home_org_id, f.home_path, COALESCE(ho.full_name, f.home_words),
       f.host_org_id, f.host_path, COALESCE(so.full_name, f.host_words), f.reason, f.destination, f.unit_nature, f.from_on, f.expected_until, f.has_card,
       f.registered_by, e.full_name, f.on_paper, f.created_at, f.state, f.home_said, f.home_said_by, f.host_said, f.host_said_by,
       f.belonging_id, f.contacted_on, f.closed_on, f.closed_how, f.closed_words
FROM floating f
JOIN person e ON e.id = f.entered_by
LEFT JOIN person p ON p.id = f.person_id
LEFT JOIN org ho ON ho.id = f.home_org_id
LEFT JOIN org so ON so.id = f.host_org_id
WHERE f.state = $4
  AND f.host_path >= (SELECT MIN(g.path_lo) FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3)
  AND f.host_path < (SELECT MAX(g.path_hi) FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3)
  AND f.host_path >= $5 AND (f.host_path > $5 OR f.id > $6)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND f.host_path >= g.path_lo AND f.host_path < g.path_hi
)
ORDER BY f.host_path, f.id
LIMIT 31
