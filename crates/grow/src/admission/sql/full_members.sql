-- Full members of a branch: who can be a mentor or an introducer.
SELECT p.id, p.full_name
FROM belonging b
JOIN member m ON m.person_id = b.person_id
JOIN person p ON p.id = b.person_id
WHERE b.path >= $1 AND b.path < $2 AND b.kind = 'home' AND b.until_on IS NULL
  AND m.member_category = 'full_member' AND m.party_status = 'normal'
ORDER BY p.pinyin, p.id
LIMIT 300
