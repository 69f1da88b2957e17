SELECT t.tag, COUNT(*)
FROM question_tag t
JOIN question q ON q.id = t.question_id
WHERE q.retired_at IS NULL
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'bank.edit'
      AND q.path >= g.path_lo AND q.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
  )
GROUP BY t.tag
ORDER BY COUNT(*) DESC, t.tag
LIMIT 40
