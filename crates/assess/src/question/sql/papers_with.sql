SELECT DISTINCT p.id, p.title
FROM question_version v
JOIN paper_question q ON q.question_version_id = v.id
JOIN paper_version w ON w.id = q.paper_version_id
JOIN paper p ON p.id = w.paper_id
WHERE v.question_id = $3
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'bank.edit'
      AND p.path >= g.path_lo AND p.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
  )
ORDER BY p.title, p.id
LIMIT 50
