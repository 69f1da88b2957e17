SELECT t.id, o.short_name, t.kind, a.full_name, b.full_name, t.held_on, t.subject, e.full_name FROM talk t
JOIN org o ON o.id = t.org_id
JOIN person a ON a.id = t.by_person
JOIN person b ON b.id = t.with_person
JOIN person e ON e.id = t.entered_by
WHERE t.org_id = $4 AND (t.held_on < $5 OR (t.held_on = $5 AND t.id < $6))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY t.held_on DESC, t.id DESC
LIMIT 31
