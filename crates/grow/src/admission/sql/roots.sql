-- Where the scope begins: a duty below another adds nothing.
SELECT DISTINCT g.path_lo FROM grants g
WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
  AND NOT EXISTS (
    SELECT 1 FROM grants h
    WHERE h.person_id = $1 AND h.permission = $2 AND h.from_on <= $3 AND h.until_on > $3
      AND h.path_lo < g.path_lo AND g.path_lo < h.path_hi)
