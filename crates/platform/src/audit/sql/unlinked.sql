SELECT a.id, a.seq, a.at, a.actor, a.action, a.object_kind, a.object_id, a.subject, a.org_path, a.reason, a.detail
FROM audit_unlinked AS u JOIN audit AS a ON a.id = u.audit_id
ORDER BY u.seq LIMIT $1
