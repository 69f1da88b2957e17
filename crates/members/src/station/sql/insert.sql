INSERT INTO station (id, org_id, path, name, division, address, latitude, longitude, hours, people, phone, services, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
