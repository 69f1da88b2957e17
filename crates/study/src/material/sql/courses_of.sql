SELECT c.id, u.id, c.title, u.title
FROM unit u
JOIN course c ON c.id = u.course_id
JOIN org o ON o.id = c.org_id
JOIN chapter h ON h.id = u.chapter_id
JOIN course_publication q ON q.course_id = c.id
WHERE u.material_id = $3 AND u.removed_at IS NULL AND h.removed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM course_withdrawal x WHERE x.course_id = c.id)
  AND (
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
ORDER BY c.created_at DESC, u.place, u.id
LIMIT 10
