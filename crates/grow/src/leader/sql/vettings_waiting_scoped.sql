-- Questions that wait for one's own organisation: the name, the question, the day; nothing else.
SELECT v.id, p.full_name, v.question, v.department, v.due_on
FROM leader_vetting v
JOIN org o ON o.id = v.org_id
JOIN leader l ON l.id = v.leader_id
JOIN person p ON p.id = l.person_id
WHERE v.verdict IS NULL AND l.state <> 'ended' AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY v.due_on, v.id
LIMIT 50
