INSERT INTO person (id, full_name, pinyin, initials, spelled, stroke, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
