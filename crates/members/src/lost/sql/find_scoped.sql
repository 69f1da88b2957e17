SELECT l.id, l.person_id, p.full_name, l.org_id, o.full_name, l.path, l.since_on, e.full_name, l.opened_at,
       (SELECT MAX(t.on_day) FROM lost_contact_try t WHERE t.lost_id = l.id), l.closed_on, l.closed_how, l.closed_words
FROM lost_contact l
JOIN person p ON p.id = l.person_id
JOIN person e ON e.id = l.opened_by
JOIN org o ON o.id = l.org_id
WHERE l.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND l.path >= g.path_lo AND l.path < g.path_hi
)
