SELECT v.id
FROM question q
JOIN question_version v ON v.question_id = q.id AND v.number = q.current_number
WHERE q.id = $3 AND q.retired_at IS NULL
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'bank.edit'
      AND q.path >= g.path_lo AND q.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
  )
