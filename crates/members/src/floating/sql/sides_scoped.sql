-- Which sides of a stay are the reader's.
SELECT
    CAST(CASE WHEN EXISTS (SELECT 1 FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND f.home_path >= g.path_lo AND f.home_path < g.path_hi) THEN 1 ELSE 0 END AS BIGINT),
    CAST(CASE WHEN EXISTS (SELECT 1 FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND f.host_path >= g.path_lo AND f.host_path < g.path_hi) THEN 1 ELSE 0 END AS BIGINT)
FROM floating f
WHERE f.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND ((f.home_path >= g.path_lo AND f.home_path < g.path_hi) OR (f.host_path >= g.path_lo AND f.host_path < g.path_hi))
)
