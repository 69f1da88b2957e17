-- Whether a person may do something at a place today.
SELECT CAST(COUNT(*) AS BIGINT) FROM grants g
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
  AND $4 >= g.path_lo AND $4 < g.path_hi
