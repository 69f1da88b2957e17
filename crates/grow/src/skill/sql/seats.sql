SELECT t.person_id, p.full_name, CASE WHEN t.entered_by = t.person_id THEN NULL ELSE e.full_name END,
    CASE WHEN t.credited_at IS NULL THEN 0 ELSE 1 END
FROM skill_seat t
JOIN person p ON p.id = t.person_id
JOIN person e ON e.id = t.entered_by
WHERE t.session_id = $1 AND t.returned_at IS NULL
ORDER BY p.pinyin, p.id
LIMIT 2000
