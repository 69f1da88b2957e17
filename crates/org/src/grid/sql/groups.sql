SELECT o.id, o.short_name, c.households
FROM grid_group c
JOIN org o ON o.id = c.org_id
WHERE c.grid_id = $1
ORDER BY o.path
