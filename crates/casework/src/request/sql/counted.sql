SELECT m.path, r.year, m.opened_at, r.topic, m.state, r.respond_by, r.responded_at, v.verdict, v.satisfied
FROM request r
JOIN matter m ON m.id = r.matter_id
LEFT JOIN matter_verdict v ON v.matter_id = m.id
    AND v.round = (SELECT MAX(w.round) FROM matter_verdict w WHERE w.matter_id = m.id)
WHERE r.matter_id = $1
