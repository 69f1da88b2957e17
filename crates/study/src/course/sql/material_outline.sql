SELECT v.outline
FROM material_publication p
JOIN material_version v ON v.id = p.version_id
WHERE p.material_id = $1
  AND NOT EXISTS (SELECT 1 FROM material_withdrawal w WHERE w.publication_id = p.id)
