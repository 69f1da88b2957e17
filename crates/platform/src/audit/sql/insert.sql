INSERT INTO audit (id, at, actor, action, object_kind, object_id, subject, org_path, reason, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
