-- What can be learned: one's own organisations' and those above.
SELECT k.id, o.short_name, k.name, k.words
FROM skill k
JOIN org o ON o.id = k.org_id
WHERE EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND ((o.path >= g.path_lo AND o.path < g.path_hi) OR SUBSTR(g.path_lo, 1, LENGTH(o.path)) = o.path)
)
ORDER BY k.created_at DESC, k.id DESC
LIMIT 200
