UPDATE unit SET chapter_id = $2, place = $3 WHERE id = $1
