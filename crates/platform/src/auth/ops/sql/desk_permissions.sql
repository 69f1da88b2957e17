SELECT DISTINCT g.permission FROM grants g
WHERE g.person_id = $1 AND g.from_on <= $2 AND g.until_on > $2
