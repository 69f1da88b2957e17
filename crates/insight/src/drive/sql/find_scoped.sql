SELECT d.id, d.org_id, o.short_name, d.title, d.aim, d.starts_on, d.ends_on, d.created_at, c.closed_at, c.words
FROM drive d
JOIN org o ON o.id = d.org_id
LEFT JOIN drive_closure c ON c.drive_id = d.id
WHERE d.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
