-- Whether somebody else may confirm in this organisation.
SELECT CAST(COUNT(*) AS BIGINT) FROM grants g
JOIN org o ON o.path = g.path_lo
WHERE o.id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND g.person_id <> $4
