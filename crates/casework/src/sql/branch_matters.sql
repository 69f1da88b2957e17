-- What a branch has to see to and what its clock says, for a reader who may read it.
SELECT m.id, m.clock_from + m.clock_ms + m.paused_ms
FROM org o
JOIN matter m ON m.path = o.path
WHERE o.id = $4 AND m.kind = $5 AND m.phase = 'open'
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY m.sort_at, m.id
LIMIT 4
