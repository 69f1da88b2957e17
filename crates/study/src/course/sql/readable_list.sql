SELECT c.id, c.title, c.summary, p.at,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM unit u JOIN chapter h ON h.id = u.chapter_id
        WHERE u.course_id = c.id AND u.removed_at IS NULL AND h.removed_at IS NULL
          AND (u.kind <> 'reading' OR EXISTS (
            SELECT 1 FROM material_publication mp WHERE mp.material_id = u.material_id
              AND NOT EXISTS (SELECT 1 FROM material_withdrawal mw WHERE mw.publication_id = mp.id)))),
       (SELECT CAST(COUNT(*) AS BIGINT) FROM unit u JOIN chapter h ON h.id = u.chapter_id
        JOIN unit_finish f ON f.unit_id = u.id AND f.person_id = $1
        WHERE u.course_id = c.id AND u.removed_at IS NULL AND h.removed_at IS NULL
          AND (u.kind <> 'reading' OR EXISTS (
            SELECT 1 FROM material_publication mp WHERE mp.material_id = u.material_id
              AND NOT EXISTS (SELECT 1 FROM material_withdrawal mw WHERE mw.publication_id = mp.id)))),
       e.at,
       CASE WHEN EXISTS (
           SELECT 1 FROM unit u JOIN chapter h ON h.id = u.chapter_id
           WHERE u.course_id = c.id AND u.removed_at IS NULL AND h.removed_at IS NULL AND u.kind <> 'reading'
       ) THEN 1 ELSE 0 END
FROM course c
JOIN org o ON o.id = c.org_id
JOIN course_publication p ON p.course_id = c.id
LEFT JOIN course_finish e ON e.course_id = c.id AND e.person_id = $1
WHERE NOT EXISTS (SELECT 1 FROM course_withdrawal w WHERE w.course_id = c.id)
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
ORDER BY p.at DESC, c.id
LIMIT $3
