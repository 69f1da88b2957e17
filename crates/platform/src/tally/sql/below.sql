-- What each organisation directly below counts.
SELECT path, indicator, CAST(SUM(value) AS BIGINT) FROM (
    SELECT t.path, t.indicator, t.value
    FROM org above
    JOIN org o ON o.parent_id = above.id
    JOIN tally t ON t.path = o.path
    WHERE above.path = $1 AND t.indicator >= $2 AND t.indicator < $3
    UNION ALL
    SELECT SUBSTR(path, 1, CAST($5 AS INTEGER)) AS path, indicator, CAST(SUM(delta) AS BIGINT) AS value FROM tally_delta
    WHERE path > $1 AND path < $4 AND indicator >= $2 AND indicator < $3
    GROUP BY SUBSTR(path, 1, CAST($5 AS INTEGER)), indicator
) counted
GROUP BY path, indicator
