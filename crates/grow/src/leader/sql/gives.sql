SELECT CAST(COUNT(*) AS BIGINT) FROM grants
WHERE person_id = $1 AND permission = $2 AND from_on <= $3 AND until_on > $3
