SELECT i.person_id, p.full_name, i.standing, i.has_vote, i.no_vote, i.left_out, i.left_out_words, i.approval, i.attendance, i.words
FROM meeting_person i
JOIN person p ON p.id = i.person_id
WHERE i.meeting_id = $1 AND i.person_id = $2
