-- Meetings of a branch that lie ahead or whose minutes are not confirmed yet, for a reader who may
-- read them.
SELECT m.id, m.title, m.held_on, e.ended_at IS NOT NULL
FROM org o
JOIN meeting m ON m.org_id = o.id
LEFT JOIN meeting_ending e ON e.meeting_id = m.id
WHERE o.id = $4 AND m.starts_at >= $5
  AND NOT EXISTS (SELECT 1 FROM meeting_cancellation x WHERE x.meeting_id = m.id)
  AND NOT EXISTS (SELECT 1 FROM meeting_seal s WHERE s.meeting_id = m.id)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY m.starts_at, m.id
LIMIT 4
