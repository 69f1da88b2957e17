DELETE FROM question_tag WHERE question_id = $1
