INSERT INTO course_withdrawal (course_id, by_person, at) VALUES ($1, $2, $3)
