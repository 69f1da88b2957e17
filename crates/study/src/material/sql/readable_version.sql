SELECT v.id, v.material_id, v.number, v.title, v.source, v.markdown, v.html, v.outline, v.body, v.notes, v.sanitiser, v.minutes, v.pages, v.file_id, v.created_by, a.full_name, v.created_at
FROM material m
JOIN org o ON o.id = m.org_id
JOIN material_publication p ON p.material_id = m.id
JOIN material_version v ON v.id = p.version_id
JOIN person a ON a.id = v.created_by
WHERE m.id = $3 AND NOT EXISTS (SELECT 1 FROM material_withdrawal w WHERE w.publication_id = p.id)
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
