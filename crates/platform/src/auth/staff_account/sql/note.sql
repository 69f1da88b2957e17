INSERT INTO staff (person_id, pinyin, stroke)
SELECT id, pinyin, stroke FROM person WHERE id = $1
ON CONFLICT (person_id) DO NOTHING
