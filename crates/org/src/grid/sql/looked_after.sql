SELECT n.id, o.id, o.full_name, n.path, n.name, n.place, n.households, n.branch_id, b.short_name, n.covered, n.group_count, n.large, n.version
FROM grid n
JOIN org o ON o.id = n.org_id
LEFT JOIN org b ON b.id = n.branch_id
WHERE n.branch_id = $1 AND n.org_id <> $1 AND n.gone = 0
ORDER BY n.created_at, n.name
LIMIT 200
