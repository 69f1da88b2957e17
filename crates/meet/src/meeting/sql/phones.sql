SELECT i.person_id, p.full_name, m.mobile FROM meeting_person i
JOIN person p ON p.id = i.person_id
JOIN member m ON m.person_id = i.person_id
WHERE i.meeting_id = $1 AND i.standing <> 'left_out'
ORDER BY i.pinyin, i.person_id
