SELECT z.id, o.id, o.full_name, o.kind, o.path, a.full_name, z.number, z.starts_on, z.ends_on, z.years,
    s.ends_on, s.approved_by, s.approved_on, s.reason
FROM term z
JOIN org o ON o.id = z.org_id
LEFT JOIN org a ON a.id = o.parent_id
LEFT JOIN term_shift s ON s.term_id = z.id
WHERE z.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
