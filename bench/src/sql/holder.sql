SELECT g.person_id
FROM grants g
JOIN account a ON a.person_id = g.person_id
WHERE g.permission = $1
ORDER BY length(g.path_lo), g.person_id
LIMIT 1
