-- Which sides of a transfer are the reader's.
SELECT
    CAST(CASE WHEN EXISTS (SELECT 1 FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND t.from_path >= g.path_lo AND t.from_path < g.path_hi) THEN 1 ELSE 0 END AS BIGINT),
    CAST(CASE WHEN EXISTS (SELECT 1 FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND t.to_path >= g.path_lo AND t.to_path < g.path_hi) THEN 1 ELSE 0 END AS BIGINT)
FROM transfer t
WHERE t.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND ((t.from_path >= g.path_lo AND t.from_path < g.path_hi) OR (t.to_path >= g.path_lo AND t.to_path < g.path_hi))
)
