SELECT p.no, i.attendance FROM meeting_person i
JOIN person p ON p.id = i.person_id
WHERE i.meeting_id = $1 AND i.attendance IN ('hall', 'remote', 'written')
