SELECT s.id, s.plan_id, k.name, s.org_id, o.short_name, o.path, s.title, s.place, s.organiser, s.starts_at, s.hours, s.seats,
    (SELECT CAST(COUNT(*) AS BIGINT) FROM skill_seat t WHERE t.session_id = s.id AND t.returned_at IS NULL), s.off_words
FROM skill_session s
JOIN skill k ON k.id = s.skill_id
JOIN org o ON o.id = s.org_id
WHERE s.id = $1
