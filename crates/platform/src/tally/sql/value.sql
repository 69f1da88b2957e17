SELECT COALESCE((SELECT value FROM tally WHERE path = $1 AND indicator = $2), 0)
     + COALESCE((SELECT CAST(SUM(delta) AS BIGINT) FROM tally_delta
                 WHERE path >= $1 AND path < $3 AND indicator = $2), 0)
