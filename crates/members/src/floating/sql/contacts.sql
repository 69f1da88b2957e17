SELECT c.side, c.how, c.on_day, c.note, p.full_name
FROM floating_contact c
JOIN person p ON p.id = c.entered_by
WHERE c.floating_id = $1
ORDER BY c.on_day DESC, c.created_at DESC
LIMIT 100
