SELECT v.title
FROM material m
JOIN org o ON o.id = m.org_id
JOIN material_publication p ON p.material_id = m.id
JOIN material_version v ON v.id = p.version_id
WHERE m.id = $1 AND SUBSTR($2, 1, LENGTH(o.path)) = o.path
  AND NOT EXISTS (SELECT 1 FROM material_withdrawal w WHERE w.publication_id = p.id)
