SELECT v.id, p.title
FROM paper p
JOIN paper_version v ON v.paper_id = p.id AND v.number = p.current_number
WHERE EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = 'tests.edit'
      AND p.path >= g.path_lo AND p.path < g.path_hi
      AND g.from_on <= $2 AND g.until_on > $2
)
ORDER BY p.created_at DESC, p.id
LIMIT 200
