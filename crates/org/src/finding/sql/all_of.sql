-- The findings of a slice of organisations in the order of their paths.
SELECT org_id, code, number, day FROM org_finding WHERE path > $1 AND path <= $2 ORDER BY path, code
