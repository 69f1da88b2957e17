SELECT s.no, s.step, o.short_name, p.full_name, s.words, b.full_name, s.at
FROM matter_step s
LEFT JOIN org o ON o.id = s.to_org
LEFT JOIN person p ON p.id = s.to_person
LEFT JOIN person b ON b.id = s.by_person
WHERE s.matter_id = $1
ORDER BY s.no
