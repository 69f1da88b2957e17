SELECT p.id FROM material_publication p
WHERE p.material_id = $1 AND NOT EXISTS (SELECT 1 FROM material_withdrawal w WHERE w.publication_id = p.id)
