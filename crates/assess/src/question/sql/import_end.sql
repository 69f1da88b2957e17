UPDATE question_import SET state = $2, added = $3, unchanged = $4, ended_at = $5, drafts = '[]'
WHERE id = $1 AND state = 'preview'
