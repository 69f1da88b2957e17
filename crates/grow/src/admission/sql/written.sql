SELECT s.id, s.seq, s.step, s.outcome, s.held_on, s.until_on, s.facts, s.words,
    CASE WHEN s.meeting IS NULL THEN 0 ELSE 1 END, o.short_name, p.full_name, s.entered_at
FROM admission_step s
JOIN org o ON o.id = s.org_id
JOIN person p ON p.id = s.entered_by
WHERE s.applicant_id = $1
ORDER BY s.seq
