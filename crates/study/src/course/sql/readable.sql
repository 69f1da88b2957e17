SELECT c.id, c.org_id, o.short_name, o.path, c.title, c.summary, c.version,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM unit u JOIN chapter h ON h.id = u.chapter_id
        WHERE u.course_id = c.id AND u.removed_at IS NULL AND h.removed_at IS NULL),
       p.at, w.at, c.created_at
FROM course c
JOIN org o ON o.id = c.org_id
LEFT JOIN course_publication p ON p.course_id = c.id
LEFT JOIN course_withdrawal w ON w.course_id = c.id
WHERE c.id = $3 AND p.at IS NOT NULL AND w.at IS NULL AND (
    EXISTS (
        SELECT 1 FROM belonging b
        WHERE b.person_id = $1 AND b.from_on <= $2 AND (b.until_on IS NULL OR b.until_on > $2)
          AND SUBSTR(b.path, 1, LENGTH(o.path)) = o.path
    ) OR EXISTS (
        SELECT 1 FROM duty d
        JOIN org od ON od.id = d.org_id
        WHERE d.person_id = $1 AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2)
          AND SUBSTR(od.path, 1, LENGTH(o.path)) = o.path
    )
)
