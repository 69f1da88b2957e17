SELECT at FROM course_finish WHERE person_id = $1 AND course_id = $2
