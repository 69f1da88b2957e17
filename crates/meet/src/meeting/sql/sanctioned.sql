-- Whoever of a meeting has a sanction on record; what it says is sealed.
SELECT DISTINCT k.person_id FROM meeting_person i
JOIN member_item k ON k.person_id = i.person_id AND k.kind = 'sanction'
WHERE i.meeting_id = $1
