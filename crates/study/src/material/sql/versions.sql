SELECT v.number, v.title, a.full_name, v.created_at, s.at, p.at, w.at, w.cause, w.reason
FROM material_version v
JOIN person a ON a.id = v.created_by
LEFT JOIN material_submission s ON s.version_id = v.id
LEFT JOIN material_publication p ON p.version_id = v.id
LEFT JOIN material_withdrawal w ON w.publication_id = p.id
WHERE v.material_id = $1
ORDER BY v.number DESC
LIMIT 100
