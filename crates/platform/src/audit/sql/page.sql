SELECT l.pos, l.hash, a.id, a.seq, a.at, a.actor, a.action, a.object_kind, a.object_id, a.subject, a.org_path, a.reason, a.detail
FROM audit_link AS l JOIN audit AS a ON a.id = l.audit_id
WHERE l.pos > $1 ORDER BY l.pos LIMIT $2
