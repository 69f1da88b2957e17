SELECT b.id, b.person_id, b.kind, b.from_on, b.until_on, b.org_id, o.full_name, b.path
FROM belonging b
JOIN org o ON o.id = b.org_id
WHERE b.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND b.path >= g.path_lo AND b.path < g.path_hi
)
