SELECT p.full_name, u.used_on, u.words, CASE WHEN u.entered_by = u.person_id THEN NULL ELSE e.full_name END
FROM skill_use u
JOIN person p ON p.id = u.person_id
JOIN person e ON e.id = u.entered_by
WHERE u.session_id = $1
ORDER BY u.used_on DESC, u.id DESC
LIMIT 300
