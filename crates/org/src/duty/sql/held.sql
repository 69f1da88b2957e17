SELECT DISTINCT g.permission
FROM grants g
JOIN duty d ON d.id = g.duty_id
WHERE d.kind = $1
ORDER BY g.permission
