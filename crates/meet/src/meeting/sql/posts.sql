-- Who presides and writes: whoever holds a post or a duty there today.
SELECT DISTINCT d.person_id, p.full_name, p.pinyin FROM duty d
JOIN person p ON p.id = d.person_id
WHERE d.org_id = $1 AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2)
  AND d.kind IN ('secretary', 'deputy_secretary', 'org_commissioner', 'publicity_commissioner', 'discipline_commissioner', 'group_leader')
ORDER BY p.pinyin, d.person_id
LIMIT 40
