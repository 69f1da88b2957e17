SELECT u.id, u.chapter_id, u.title, u.kind, u.material_id, u.anchor, u.activity_id,
       (SELECT v.minutes FROM material_publication p
        JOIN material_version v ON v.id = p.version_id
        WHERE p.material_id = u.material_id
          AND NOT EXISTS (SELECT 1 FROM material_withdrawal w WHERE w.publication_id = p.id))
FROM unit u
JOIN chapter h ON h.id = u.chapter_id
WHERE u.course_id = $1 AND u.removed_at IS NULL AND h.removed_at IS NULL
ORDER BY h.place, h.id, u.place, u.id
