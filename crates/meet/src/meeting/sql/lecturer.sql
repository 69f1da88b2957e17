SELECT l.person_id, p.full_name FROM meeting_lecturer l
JOIN person p ON p.id = l.person_id
WHERE l.meeting_id = $1
