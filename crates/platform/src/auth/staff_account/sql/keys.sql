SELECT p.pinyin, p.stroke FROM person p WHERE p.id = $1
