-- What hangs on doors is public; found by how its label begins.
SELECT s.code, s.org_id, o.full_name, s.label, s.closed_at
FROM spot s
JOIN org o ON o.id = s.org_id
WHERE s.closed_at IS NULL AND s.label >= $1 AND s.label < $2
ORDER BY s.label, s.code
LIMIT 20
