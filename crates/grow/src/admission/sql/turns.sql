SELECT t.kind, t.held_on, t.words, f.short_name, o.short_name, p.full_name
FROM admission_turn t
JOIN org f ON f.id = t.from_org
LEFT JOIN org o ON o.id = t.to_org
JOIN person p ON p.id = t.entered_by
WHERE t.applicant_id = $1
ORDER BY t.entered_at, t.id
