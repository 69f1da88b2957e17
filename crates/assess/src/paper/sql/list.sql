SELECT p.id, p.title, o.short_name, v.questions, v.full_marks, p.created_at
FROM paper p
JOIN org o ON o.id = p.org_id
LEFT JOIN paper_version v ON v.paper_id = p.id AND v.number = p.current_number
WHERE EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'bank.edit'
      AND p.path >= g.path_lo AND p.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
)
  AND ($3 = '' OR REPLACE(p.title, $3, '') <> p.title)
  AND (p.created_at, p.id) < ($4, $5)
ORDER BY p.created_at DESC, p.id DESC
LIMIT 51
