SELECT v.round, v.verdict, v.satisfied, v.words, p.full_name, v.at
FROM matter_verdict v
LEFT JOIN person p ON p.id = v.by_person
WHERE v.matter_id = $1
ORDER BY v.round
