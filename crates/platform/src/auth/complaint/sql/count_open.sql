SELECT COUNT(*) FROM complaint c
WHERE NOT EXISTS (SELECT 1 FROM complaint_answer a WHERE a.complaint_id = c.id)
