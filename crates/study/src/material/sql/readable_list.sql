SELECT m.id, v.title, v.source, m.kind, v.minutes, v.pages, p.at, p.id
FROM material_publication p
JOIN material m ON m.id = p.material_id
JOIN org o ON o.id = m.org_id
JOIN material_version v ON v.id = p.version_id
WHERE NOT EXISTS (SELECT 1 FROM material_withdrawal w WHERE w.publication_id = p.id)
  AND (REPLACE(m.title_folded, $3, '') <> m.title_folded OR $3 = '')
  AND (p.at < $4 OR (p.at = $4 AND p.id < $5))
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
ORDER BY p.at DESC, p.id DESC
LIMIT $6
