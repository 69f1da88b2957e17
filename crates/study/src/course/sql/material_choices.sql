SELECT m.id, v.title
FROM material_publication p
JOIN material m ON m.id = p.material_id
JOIN org o ON o.id = m.org_id
JOIN material_version v ON v.id = p.version_id
WHERE SUBSTR($1, 1, LENGTH(o.path)) = o.path
  AND NOT EXISTS (SELECT 1 FROM material_withdrawal w WHERE w.publication_id = p.id)
ORDER BY p.at DESC, m.id
LIMIT 500
