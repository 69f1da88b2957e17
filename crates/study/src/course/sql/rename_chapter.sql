UPDATE chapter SET title = $3 WHERE id = $1 AND course_id = $2
