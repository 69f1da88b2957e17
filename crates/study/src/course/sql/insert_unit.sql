INSERT INTO unit (id, course_id, chapter_id, place, title, kind, material_id, anchor, activity_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
