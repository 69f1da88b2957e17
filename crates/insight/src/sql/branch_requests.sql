-- What a branch is asked and has not answered.
SELECT r.id, r.title, r.expires_on
FROM data_request_unit n
JOIN data_request r ON r.id = n.request_id
JOIN data_request_sending s ON s.request_id = r.id
WHERE n.org_id = $1 AND n.answered_at IS NULL AND r.expires_on >= $2
ORDER BY r.expires_on
LIMIT 5
