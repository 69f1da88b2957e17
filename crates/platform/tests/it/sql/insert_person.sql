INSERT INTO person (id, full_name, pinyin, initials, spelled, stroke, created_at)
VALUES ($1, $2, $2, $2, $2, $3, $4)
