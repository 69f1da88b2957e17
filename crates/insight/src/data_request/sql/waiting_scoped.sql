SELECT DISTINCT r.id, r.title, asker.short_name, o.id, o.short_name, r.expires_on
FROM grants g
JOIN org o ON o.path = g.path_lo
JOIN data_request_unit u ON u.org_id = o.id AND u.answered_at IS NULL
JOIN data_request r ON r.id = u.request_id
JOIN org asker ON asker.id = r.org_id
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND r.expires_on >= $3
ORDER BY r.expires_on, r.id, o.id
LIMIT 100
