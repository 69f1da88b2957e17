SELECT u.org_id, o.full_name, o.path, u.answered_at
FROM data_request_unit u
JOIN org o ON o.id = u.org_id
WHERE u.request_id = $1 AND o.path > $2
ORDER BY o.path
LIMIT 51
