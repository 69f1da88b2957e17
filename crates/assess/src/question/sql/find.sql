SELECT q.org_id, q.path, q.current_number, v.id, o.short_name
FROM question q
JOIN question_version v ON v.question_id = q.id AND v.number = q.current_number
JOIN org o ON o.id = q.org_id
WHERE q.id = $3 AND q.retired_at IS NULL
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'bank.edit'
      AND q.path >= g.path_lo AND q.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
  )
