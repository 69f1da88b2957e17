INSERT INTO record (at, verb, visibility, actor_no, org_no, object_kind, object_id, result, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
