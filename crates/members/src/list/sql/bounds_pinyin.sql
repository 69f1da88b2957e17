SELECT MIN(pinyin), MAX(pinyin)
FROM person
WHERE full_name >= $1 AND full_name < $2
