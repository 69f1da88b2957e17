SELECT v.id, v.material_id, v.number, v.title, v.source, v.markdown, v.html, v.outline, v.body, v.notes, v.sanitiser, v.minutes, v.pages, v.file_id, v.created_by, a.full_name, v.created_at
FROM material_version v
JOIN person a ON a.id = v.created_by
WHERE v.material_id = $1 AND v.number = $2
