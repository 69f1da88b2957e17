SELECT v.kind, v.body, v.options, v.answer, v.explanation, v.source, v.difficulty, v.tags
FROM question q
JOIN question_version v ON v.question_id = q.id AND v.number = q.current_number
WHERE q.retired_at IS NULL
  AND ($3 = '' OR v.kind = $3)
  AND ($4 = '' OR EXISTS (SELECT 1 FROM question_tag t WHERE t.question_id = q.id AND t.tag = $4))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'bank.edit'
      AND q.path >= g.path_lo AND q.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
  )
ORDER BY q.created_at, q.id
LIMIT 5000
