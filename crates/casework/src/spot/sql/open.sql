SELECT s.code, s.org_id, o.full_name, s.label, s.closed_at
FROM spot s
JOIN org o ON o.id = s.org_id
WHERE s.code = $1 AND s.closed_at IS NULL
