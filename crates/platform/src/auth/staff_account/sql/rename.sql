UPDATE staff SET pinyin = $2, stroke = $3 WHERE person_id = $1
