DELETE FROM course_withdrawal WHERE course_id = $1
