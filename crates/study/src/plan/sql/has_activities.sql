SELECT CAST(COUNT(*) AS BIGINT)
FROM unit u
JOIN chapter h ON h.id = u.chapter_id
WHERE u.course_id = $1 AND u.kind <> 'reading' AND u.removed_at IS NULL AND h.removed_at IS NULL
