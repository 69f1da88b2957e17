-- Requests sent since a day that asked the same thing of organisations at, above or below this place.
SELECT r.id, r.title, o.short_name
FROM data_request_field f
JOIN data_request r ON r.id = f.request_id
JOIN data_request_sending s ON s.request_id = r.id
JOIN org o ON o.id = r.org_id
WHERE f.folded = $1 AND f.known IS NULL AND s.sent_at >= $2
  AND (SUBSTR(o.path, 1, LENGTH($3)) = $3 OR SUBSTR($3, 1, LENGTH(o.path)) = o.path)
ORDER BY s.sent_at DESC
LIMIT 1
