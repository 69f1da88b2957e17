-- Whoever belongs to an organisation or below it on a day: at home first.
SELECT b.person_id, b.pinyin, b.kind, m.member_category
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.path >= $1 AND b.path < $2 AND b.from_on <= $3 AND (b.until_on IS NULL OR b.until_on > $3)
  AND m.party_status = 'normal'
ORDER BY CASE b.kind WHEN 'home' THEN 0 ELSE 1 END, b.pinyin, b.person_id
LIMIT 2001
