SELECT v.id, v.leader_id, v.department, v.question, v.org_id, v.due_on, v.verdict, v.comment, p.full_name, v.stated_by, v.answered_at
FROM leader_vetting v
LEFT JOIN person p ON p.id = v.answered_by
WHERE v.id = $1
