SELECT e.happened_on, e.words, p.full_name, e.entered_at
FROM drive_evidence e
JOIN person p ON p.id = e.entered_by
WHERE e.measure_id = $1
ORDER BY e.happened_on DESC, e.id DESC
LIMIT 200
