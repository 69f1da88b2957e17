-- The hours credited to one person for the sessions of a span.
SELECT CAST(COALESCE(SUM(s.hours), 0) AS BIGINT) FROM skill_seat t
JOIN skill_session s ON s.id = t.session_id
WHERE t.person_id = $1 AND t.credited_at IS NOT NULL AND s.starts_at >= $2 AND s.starts_at < $3
