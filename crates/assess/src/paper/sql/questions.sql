SELECT q.no, v.kind, v.body, v.options, v.answer, q.full_marks
FROM paper_question q
JOIN question_version v ON v.id = q.question_version_id
WHERE q.paper_version_id = $1
ORDER BY q.no
