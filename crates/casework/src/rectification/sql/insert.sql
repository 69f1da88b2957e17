INSERT INTO rectification (matter_id, org_id, source, finding, wanted, found_on, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
