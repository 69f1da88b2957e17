SELECT a.id, a.station_id, s.name, a.person_id, a.asker, a.words, e.full_name, CAST(CASE WHEN a.person_id = a.entered_by THEN 0 ELSE 1 END AS BIGINT), a.created_at, a.answer, b.full_name, a.answered_at, a.closed_at
FROM station_ask a
JOIN station s ON s.id = a.station_id
JOIN person e ON e.id = a.entered_by
LEFT JOIN person b ON b.id = a.answered_by
WHERE a.id = $1
