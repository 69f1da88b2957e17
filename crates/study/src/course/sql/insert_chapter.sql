INSERT INTO chapter (id, course_id, place, title) VALUES ($1, $2, $3, $4)
