SELECT v.explanation, v.source
FROM test t
JOIN paper_question q ON q.paper_version_id = t.paper_version_id
JOIN question_version v ON v.id = q.question_version_id
WHERE t.id = $1
ORDER BY q.no
