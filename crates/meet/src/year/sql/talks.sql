SELECT CAST(COUNT(*) AS BIGINT) FROM talk WHERE org_id = $1 AND held_on >= $2 AND held_on < $3 AND kind = 'heart_talk'
