-- People of this name at home in an organisation or below it, or with a post there; at most two.
SELECT DISTINCT p.id, p.full_name FROM person p
JOIN belonging b ON b.person_id = p.id
WHERE p.full_name = $1 AND b.path >= $2 AND b.path < $3 AND b.from_on <= $4 AND (b.until_on IS NULL OR b.until_on > $4)
LIMIT 2
