SELECT o.id, o.short_name, o.path, t.indicator, t.value
FROM org o
JOIN tally t ON t.path = o.path AND t.indicator IN ($2, $3, $4, $5, $6)
WHERE o.parent_id = $1 AND o.dissolved_on IS NULL
ORDER BY o.path, t.indicator
LIMIT 1500
