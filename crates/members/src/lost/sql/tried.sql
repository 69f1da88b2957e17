SELECT t.on_day, t.words, p.full_name
FROM lost_contact_try t
JOIN person p ON p.id = t.entered_by
WHERE t.lost_id = $1
ORDER BY t.on_day DESC, t.created_at DESC
LIMIT 100
