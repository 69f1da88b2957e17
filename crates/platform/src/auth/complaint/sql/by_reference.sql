SELECT c.id, c.reference, c.body, c.created_at, p.full_name, a.body, a.answered_at
FROM complaint c
LEFT JOIN complaint_answer a ON a.complaint_id = c.id
LEFT JOIN person p ON p.id = c.person_id
WHERE c.reference = $1
