SELECT l.id, l.org_id, o.full_name, o.path, l.person_id, p.full_name, l.state, l.source, l.words, l.until_on, l.created_at
FROM leader l
JOIN org o ON o.id = l.org_id
JOIN person p ON p.id = l.person_id
WHERE l.id = $1
