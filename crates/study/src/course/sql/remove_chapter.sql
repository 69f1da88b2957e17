UPDATE chapter SET removed_at = $3 WHERE id = $1 AND course_id = $2 AND removed_at IS NULL
