SELECT seq, pos, at, verb, visibility, actor_no, org_no, object_kind, object_id, result, detail
FROM record WHERE pos > $1 ORDER BY pos LIMIT $2
