SELECT a.id, a.seq, a.at, a.actor, a.action, a.object_kind, a.object_id, a.subject, a.org_path, a.reason, a.detail
FROM audit AS a
WHERE a.subject = $1 AND (a.at < $2 OR (a.at = $2 AND a.seq < $3))
ORDER BY a.at DESC, a.seq DESC LIMIT $4
