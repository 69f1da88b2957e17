INSERT INTO term (id, org_id, number, starts_on, ends_on, years) VALUES ($1, $2, $3, $4, $5, $6)
