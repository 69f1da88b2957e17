-- Whoever holds a post in an organisation's committee on a day.
SELECT DISTINCT d.person_id, p.pinyin, 'home', COALESCE(m.member_category, 'full_member')
FROM duty d
JOIN person p ON p.id = d.person_id
LEFT JOIN member m ON m.person_id = d.person_id
WHERE d.org_id = $1 AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2)
  AND d.kind IN ('secretary', 'deputy_secretary', 'org_commissioner', 'publicity_commissioner', 'discipline_commissioner')
  AND COALESCE(m.party_status, 'normal') = 'normal'
ORDER BY p.pinyin, d.person_id
LIMIT 200
