SELECT c.id, c.reference, c.body, c.created_at, p.full_name, a.body, a.answered_at
FROM complaint c
LEFT JOIN complaint_answer a ON a.complaint_id = c.id
LEFT JOIN person p ON p.id = c.person_id
WHERE a.complaint_id IS NULL AND (c.created_at > $1 OR (c.created_at = $1 AND c.reference > $2))
ORDER BY c.created_at, c.reference LIMIT $3
