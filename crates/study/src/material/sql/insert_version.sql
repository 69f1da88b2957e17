INSERT INTO material_version (id, material_id, number, title, source, markdown, html, outline, body, notes, sanitiser, minutes, pages, file_id, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
