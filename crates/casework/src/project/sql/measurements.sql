SELECT m.measured_on, m.value, m.source, p.full_name
FROM project_measurement m
JOIN person p ON p.id = m.entered_by
WHERE m.project_id = $1
ORDER BY m.measured_on
LIMIT 5000
