SELECT s.id, s.plan_id, k.name, s.org_id, o.short_name, o.path, s.title, s.place, s.organiser, s.starts_at, s.hours, s.seats,
    (SELECT CAST(COUNT(*) AS BIGINT) FROM skill_seat t WHERE t.session_id = s.id AND t.returned_at IS NULL), s.off_words
FROM skill_session s
JOIN skill k ON k.id = s.skill_id
JOIN org o ON o.id = s.org_id
JOIN skill_seat mine ON mine.session_id = s.id
WHERE mine.person_id = $1 AND mine.returned_at IS NULL
ORDER BY s.starts_at DESC, s.id DESC
LIMIT 100
