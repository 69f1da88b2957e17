-- Full members at home somewhere, in a fixed order.
SELECT b.person_id
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NULL AND m.member_category = 'full_member' AND b.person_id > $1
ORDER BY b.person_id
LIMIT $2
