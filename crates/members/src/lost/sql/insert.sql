INSERT INTO lost_contact (id, person_id, org_id, path, since_on, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
