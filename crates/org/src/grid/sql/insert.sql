INSERT INTO grid (id, org_id, path, name, place, households, branch_id, covered, group_count, large, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
