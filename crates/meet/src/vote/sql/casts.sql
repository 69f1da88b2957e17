SELECT c.person_id, p.full_name, c.choice, c.entered_by FROM meeting_cast c
JOIN person p ON p.id = c.person_id
WHERE c.vote_id = $1
ORDER BY p.pinyin, c.person_id
