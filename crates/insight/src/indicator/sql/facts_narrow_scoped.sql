-- Records of a verb in a small part of the tree: gathered by place and sorted.
SELECT f.seq, f.at, o.id, o.short_name, f.result
FROM indicator_fact f
LEFT JOIN org o ON o.path = f.path
WHERE f.verb || '' = $4 AND f.path >= $6 AND f.path < $7 AND f.at >= $5 AND (f.at < $8 OR (f.at = $8 AND f.seq < $9))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND f.path >= g.path_lo AND f.path < g.path_hi
)
ORDER BY f.at DESC, f.seq DESC
LIMIT 51
