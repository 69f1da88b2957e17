SELECT r.id, r.org_id, o.short_name, r.title, r.purpose, r.basis, r.units, r.expires_on, r.created_at, s.sent_at, s.units, s.minutes
FROM data_request r
JOIN org o ON o.id = r.org_id
LEFT JOIN data_request_sending s ON s.request_id = r.id
WHERE (r.created_at < $4 OR (r.created_at = $4 AND r.id < $5))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY r.created_at DESC, r.id DESC
LIMIT 31
