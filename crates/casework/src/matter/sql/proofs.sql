SELECT f.round, f.words, f.by_person, p.full_name, f.at
FROM matter_proof f
JOIN person p ON p.id = f.by_person
WHERE f.matter_id = $1
ORDER BY f.round
