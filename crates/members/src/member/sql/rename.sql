UPDATE person SET full_name = $2, pinyin = $3, initials = $4, spelled = $5, stroke = $6, reading = $7, surname_strokes = $8 WHERE id = $1
