-- Full names begin with the Party's own name, so the words may stand anywhere in one.
SELECT o.id, o.no, o.parent_id, o.path, o.code, o.full_name, o.short_name, o.kind, o.unit_nature, o.contact, o.founded_on, o.version
FROM org o
WHERE o.dissolved_on IS NULL AND o.path > $5
  AND (REPLACE(o.full_name, $4, '') <> o.full_name OR REPLACE(o.short_name, $4, '') <> o.short_name OR o.code = $4)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND o.path >= g.path_lo AND o.path < g.path_hi
)
ORDER BY o.path
LIMIT 51
