SELECT v.id, v.applicant_id, v.step, v.block, v.reason, v.asked_by, p.full_name, v.asked_at,
    v.confirmed, v.words, d.full_name
FROM admission_override v
JOIN person p ON p.id = v.asked_by
LEFT JOIN person d ON d.id = v.decided_by
WHERE v.id = $1
