SELECT x.state, COUNT(*)
FROM (
SELECT CASE
         WHEN EXISTS (SELECT 1 FROM material_publication q WHERE q.version_id = v.id) THEN 'done'
         WHEN EXISTS (SELECT 1 FROM material_review r WHERE r.version_id = v.id AND r.verdict = 'returned') THEN 'returned'
         WHEN (SELECT COUNT(*) FROM material_review r WHERE r.version_id = v.id AND r.verdict = 'passed') >= (SELECT s.passes FROM material_submission s WHERE s.version_id = v.id) THEN 'approved'
         WHEN EXISTS (SELECT 1 FROM material_submission s WHERE s.version_id = v.id) THEN 'in_review'
         ELSE 'draft' END AS state
FROM material m
JOIN org o ON o.id = m.org_id
JOIN material_version v ON v.material_id = m.id AND v.number = m.current_number
WHERE EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
) x
WHERE x.state IN ('returned', 'approved', 'in_review')
GROUP BY x.state
ORDER BY x.state
