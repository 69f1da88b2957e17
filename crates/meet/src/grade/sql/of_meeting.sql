-- Whoever is expected and what they were graded, by name.
SELECT i.person_id, p.full_name, i.no_vote, g.grade, COALESCE(g.words, '')
FROM meeting_person i
JOIN person p ON p.id = i.person_id
LEFT JOIN meeting_grade g ON g.meeting_id = i.meeting_id AND g.person_id = i.person_id
WHERE i.meeting_id = $1 AND i.standing = 'expected'
ORDER BY i.pinyin, i.person_id
