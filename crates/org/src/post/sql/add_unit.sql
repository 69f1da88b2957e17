INSERT INTO joint_unit (id, org_id, name, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5)
