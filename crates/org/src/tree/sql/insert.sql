INSERT INTO org (id, parent_id, path, code, full_name, short_name, kind, unit_nature, contact, founded_on, display_order, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
