SELECT a.id, a.station_id, s.name, a.person_id, a.asker, a.words, e.full_name, CAST(CASE WHEN a.person_id = a.entered_by THEN 0 ELSE 1 END AS BIGINT), a.created_at, a.answer, b.full_name, a.answered_at, a.closed_at
FROM station_ask a
JOIN station s ON s.id = a.station_id
JOIN person e ON e.id = a.entered_by
LEFT JOIN person b ON b.id = a.answered_by
WHERE a.closed_at IS NULL AND a.answer IS NULL
  AND s.path >= (SELECT MIN(g.path_lo) FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3)
  AND s.path < (SELECT MAX(g.path_hi) FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND s.path >= g.path_lo AND s.path < g.path_hi
)
ORDER BY a.created_at, a.id
LIMIT 6
