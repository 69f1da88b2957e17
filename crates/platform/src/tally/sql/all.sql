-- What an organisation counts, with everything below it: what was folded and what waits.
SELECT indicator, CAST(SUM(value) AS BIGINT) FROM (
    SELECT indicator, value FROM tally WHERE path = $1 AND indicator >= $2 AND indicator < $3
    UNION ALL
    SELECT indicator, CAST(SUM(delta) AS BIGINT) AS value FROM tally_delta
    WHERE path >= $1 AND path < $4 AND indicator >= $2 AND indicator < $3
    GROUP BY indicator
) counted
GROUP BY indicator
