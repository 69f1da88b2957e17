SELECT r.way, r.reminded_on, r.words, p.full_name, r.entered_at
FROM term_reminder r
JOIN person p ON p.id = r.entered_by
WHERE r.term_id = $1
ORDER BY r.reminded_on DESC, r.id DESC
LIMIT 50
