-- Members at home in a branch.
SELECT b.person_id, p.no, p.full_name, b.pinyin, b.stroke, b.org_id, b.path, m.member_category, m.is_floating
FROM belonging b
JOIN person p ON p.id = b.person_id
JOIN member m ON m.person_id = b.person_id
WHERE b.path >= $1 AND b.path < $2 AND b.kind = 'home' AND b.until_on IS NULL
ORDER BY b.path, b.person_id
LIMIT 60
