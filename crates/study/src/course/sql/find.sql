SELECT c.id, c.org_id, o.short_name, o.path, c.title, c.summary, c.version,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM unit u JOIN chapter h ON h.id = u.chapter_id
        WHERE u.course_id = c.id AND u.removed_at IS NULL AND h.removed_at IS NULL),
       p.at, w.at, c.created_at
FROM course c
JOIN org o ON o.id = c.org_id
LEFT JOIN course_publication p ON p.course_id = c.id
LEFT JOIN course_withdrawal w ON w.course_id = c.id
WHERE c.id = $1
