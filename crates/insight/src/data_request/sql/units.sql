-- The organisations of a request in the order of the tree, which is walked from where the page begins
-- within the part that was asked.
SELECT u.org_id, o.full_name, o.path, u.answered_at
FROM org o
CROSS JOIN data_request_unit u
WHERE u.request_id = $1 AND u.org_id = o.id AND o.path > $2
  AND o.path >= (SELECT a.path FROM data_request r JOIN org a ON a.id = r.org_id WHERE r.id = $1)
  AND o.path < (SELECT a.path || '~' FROM data_request r JOIN org a ON a.id = r.org_id WHERE r.id = $1)
ORDER BY o.path
LIMIT 51
