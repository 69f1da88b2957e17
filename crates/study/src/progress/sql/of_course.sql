SELECT f.unit_id, f.at
FROM unit_finish f
JOIN unit u ON u.id = f.unit_id
WHERE f.person_id = $1 AND u.course_id = $2
