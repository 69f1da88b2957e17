INSERT INTO plan (id, org_id, course_id, audience_org_id, audience_kinds, opens_on, due_on, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
