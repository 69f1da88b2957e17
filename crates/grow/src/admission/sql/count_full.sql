SELECT CAST(COUNT(*) AS BIGINT)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.path >= $1 AND b.path < $2 AND b.kind = 'home' AND b.until_on IS NULL
  AND m.member_category = 'full_member' AND m.party_status = 'normal'
