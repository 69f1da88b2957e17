SELECT q.no, v.question_id, q.question_version_id, v.kind, v.body, q.full_marks,
       CASE WHEN v.number < b.current_number THEN 1 ELSE 0 END
FROM paper_version w
JOIN paper_question q ON q.paper_version_id = w.id
JOIN question_version v ON v.id = q.question_version_id
JOIN question b ON b.id = v.question_id
WHERE w.paper_id = $1 AND w.number = $2
ORDER BY q.no
