SELECT t.id, t.kind, t.person_id, t.full_name, t.from_org_id, t.from_path, COALESCE(fo.full_name, t.from_words), t.to_org_id, t.to_path, COALESCE(ro.full_name, t.to_words),
       t.reason, t.dues_until, t.proposed_by, e.full_name, t.on_paper, t.created_at, t.state, t.letter_no, t.letter_on, t.valid_until,
       t.answered_by, t.answered_at, t.closed_on, t.closed_words, t.national_no, t.national_on
FROM transfer t
JOIN person e ON e.id = t.entered_by
LEFT JOIN org fo ON fo.id = t.from_org_id
LEFT JOIN org ro ON ro.id = t.to_org_id
WHERE t.person_id = $1
ORDER BY t.created_at DESC, t.id DESC
LIMIT 50
