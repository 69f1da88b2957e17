SELECT l.id, l.person_id, p.full_name, l.org_id, o.full_name, l.path, l.since_on, e.full_name, l.opened_at,
       (SELECT MAX(t.on_day) FROM lost_contact_try t WHERE t.lost_id = l.id), l.closed_on, l.closed_how, l.closed_words
FROM lost_contact l
JOIN person p ON p.id = l.person_id
JOIN person e ON e.id = l.opened_by
JOIN org o ON o.id = l.org_id
WHERE l.id = $1
