SELECT i.id, i.file_name, o.short_name, i.created_at
FROM roster_import i
JOIN org o ON o.id = i.org_id
WHERE i.state = 'preview' AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'members.import' AND g.from_on <= $2 AND g.until_on > $2
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY i.created_at DESC, i.id
LIMIT 3
