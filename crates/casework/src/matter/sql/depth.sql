SELECT CAST(COALESCE(MIN(LENGTH(g.path_lo)), 0) AS BIGINT) FROM grants g
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
