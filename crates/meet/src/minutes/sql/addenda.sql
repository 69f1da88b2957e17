SELECT a.words, p.full_name, a.added_at FROM meeting_addendum a
JOIN person p ON p.id = a.added_by
WHERE a.meeting_id = $1
ORDER BY a.added_at, a.id
LIMIT 200
