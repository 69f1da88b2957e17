SELECT q.id, v.id
FROM question q
JOIN question_version v ON v.question_id = q.id AND v.number = q.current_number
WHERE v.digest = $1 AND q.org_id = $2 AND q.retired_at IS NULL
ORDER BY q.id
LIMIT 100
