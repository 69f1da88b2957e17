-- A question for whoever answers in the organisation it was put to.
SELECT v.id, v.leader_id, v.department, v.question, v.org_id, v.due_on, v.verdict, v.comment, p.full_name, v.stated_by, v.answered_at
FROM leader_vetting v
LEFT JOIN person p ON p.id = v.answered_by
JOIN org o ON o.id = v.org_id
WHERE v.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
