SELECT seq, pos, at, verb, visibility, actor_no, org_no, object_kind, object_id, result, detail
FROM record
WHERE actor_no = $1 AND (at < $2 OR (at = $2 AND seq < $3))
ORDER BY at DESC, seq DESC LIMIT $4
