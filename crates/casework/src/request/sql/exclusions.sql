SELECT x.no, x.reason, x.words, x.asked_by, a.full_name, x.asked_at, x.granted, x.decision, d.full_name
FROM exclusion_request x
JOIN person a ON a.id = x.asked_by
LEFT JOIN person d ON d.id = x.decided_by
WHERE x.matter_id = $1
ORDER BY x.no
