-- People on the way to joining through a branch whose next step has a day, for a reader who may
-- read them.
SELECT a.id, a.full_name, a.next_step, a.due_on
FROM org o
JOIN applicant a ON a.org_id = o.id
WHERE o.id = $4 AND a.state = 'open' AND a.due_on <= $5
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY a.due_on, a.id
LIMIT 4
