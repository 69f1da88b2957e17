SELECT v.id, v.pages, v.file_id
FROM material m
JOIN org o ON o.id = m.org_id
JOIN material_version v ON v.material_id = m.id AND v.number = $4
WHERE m.id = $3 AND (
  EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission IN ('materials.edit', 'materials.review') AND g.from_on <= $2 AND g.until_on > $2
      AND o.path >= g.path_lo AND o.path < g.path_hi
  ) OR (
    EXISTS (SELECT 1 FROM material_publication p WHERE p.version_id = v.id AND NOT EXISTS (SELECT 1 FROM material_withdrawal w WHERE w.publication_id = p.id))
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
  )
)
