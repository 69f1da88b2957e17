INSERT INTO leader_vetting (id, leader_id, department, question, org_id, due_on, asked_by, asked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
