SELECT r.id, r.org_id, o.short_name, r.title, r.purpose, r.basis, r.units, r.expires_on, r.created_at, s.sent_at, s.units, s.minutes
FROM data_request r
JOIN org o ON o.id = r.org_id
LEFT JOIN data_request_sending s ON s.request_id = r.id
WHERE r.id = $1
