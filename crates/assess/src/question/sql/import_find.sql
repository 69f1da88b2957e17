SELECT i.org_id, o.path, o.short_name, i.file_name, i.state, i.drafts, i.faults, i.added, i.unchanged
FROM question_import i
JOIN org o ON o.id = i.org_id
WHERE i.id = $1
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $2 AND g.permission = 'bank.edit'
      AND o.path >= g.path_lo AND o.path < g.path_hi
      AND g.from_on <= $3 AND g.until_on > $3
  )
