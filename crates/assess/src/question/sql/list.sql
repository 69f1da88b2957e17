SELECT q.id, v.kind, v.body, v.difficulty, v.tags, q.created_at
FROM question q
JOIN question_version v ON v.question_id = q.id AND v.number = q.current_number
WHERE q.retired_at IS NULL
  AND (q.created_at, q.id) < ($3, $4)
  AND ($5 = '' OR v.kind = $5)
  AND ($6 = '' OR EXISTS (SELECT 1 FROM question_tag t WHERE t.question_id = q.id AND t.tag = $6))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'bank.edit'
      AND q.path >= g.path_lo AND q.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
  )
ORDER BY q.created_at DESC, q.id DESC
LIMIT 500
