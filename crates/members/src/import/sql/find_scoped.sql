SELECT i.id, i.org_id, o.full_name, i.file_name, i.state, i.create_orgs, i.created_by, p.full_name, i.created_at, i.ended_at, i.failure
FROM roster_import i
JOIN org o ON o.id = i.org_id
LEFT JOIN person p ON p.id = i.created_by
WHERE i.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
