SELECT id, path, full_name, short_name, code, kind, unit_nature
FROM org
WHERE path >= $1 AND path < $2 AND path > $3 AND dissolved_on IS NULL
ORDER BY path
LIMIT $4
