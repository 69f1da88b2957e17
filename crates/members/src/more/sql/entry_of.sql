-- How somebody came onto the roll last.
SELECT e.kind, e.entered_on, o.full_name
FROM member_entry e
JOIN org o ON o.id = e.org_id
WHERE e.person_id = $1
ORDER BY e.created_at DESC
LIMIT 1
