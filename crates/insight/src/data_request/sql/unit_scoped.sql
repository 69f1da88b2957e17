SELECT u.org_id, o.full_name, o.path, u.answered_at
FROM data_request_unit u
JOIN org o ON o.id = u.org_id
WHERE u.request_id = $4 AND u.org_id = $5 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
