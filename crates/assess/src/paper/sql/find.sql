SELECT p.id, p.org_id, p.path, p.title, p.current_number, o.short_name
FROM paper p
JOIN org o ON o.id = p.org_id
WHERE p.id = $3
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'bank.edit'
      AND p.path >= g.path_lo AND p.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
  )
