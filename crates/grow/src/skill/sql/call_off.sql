UPDATE skill_session SET off_words = $2, off_by = $3, off_at = $4 WHERE id = $1 AND off_at IS NULL
