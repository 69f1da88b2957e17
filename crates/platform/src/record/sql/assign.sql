UPDATE record SET pos = numbered.pos
FROM (
    SELECT waiting.seq,
           (SELECT COALESCE(MAX(pos), 0) FROM record)
               + ROW_NUMBER() OVER (ORDER BY waiting.seq) AS pos
    FROM (SELECT seq FROM record WHERE pos IS NULL ORDER BY seq LIMIT $1) AS waiting
) AS numbered
WHERE record.seq = numbered.seq AND +record.pos IS NULL
