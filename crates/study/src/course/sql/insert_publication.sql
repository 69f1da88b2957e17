INSERT INTO course_publication (course_id, by_person, at) VALUES ($1, $2, $3)
