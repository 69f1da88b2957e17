-- The scope's hull bounds the walk through the index; each row is judged by the grants themselves.
SELECT t.id, t.kind, t.person_id, t.full_name, t.from_org_id, t.from_path, COALESCE(fo.full_name, t.from_words), t.to_org_id, t.to_path, COALESCE(ro.full_name, t.to_words),
       t.reason, t.dues_until, t.proposed_by, e.full_name, t.on_paper, t.created_at, t.state, t.letter_no, t.letter_on, t.valid_until,
       t.answered_by, t.answered_at, t.closed_on, t.closed_words, t.national_no, t.national_on
FROM transfer t
JOIN person e ON e.id = t.entered_by
LEFT JOIN org fo ON fo.id = t.from_org_id
LEFT JOIN org ro ON ro.id = t.to_org_id
WHERE t.state = $4
  AND t.to_path >= (SELECT MIN(g.path_lo) FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3)
  AND t.to_path < (SELECT MAX(g.path_hi) FROM grants g WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3)
  AND t.to_path >= $5 AND (t.to_path > $5 OR t.id > $6)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3 AND t.to_path >= g.path_lo AND t.to_path < g.path_hi
)
ORDER BY t.to_path, t.id
LIMIT 31
