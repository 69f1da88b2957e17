SELECT i.id, o.id, o.short_name, i.file_name, i.state, i.drafts, i.faults, i.added, i.changed, i.unchanged
FROM grid_import i
JOIN org o ON o.id = i.org_id
WHERE i.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
