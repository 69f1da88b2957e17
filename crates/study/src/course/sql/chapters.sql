SELECT id, title FROM chapter WHERE course_id = $1 AND removed_at IS NULL ORDER BY place, id
