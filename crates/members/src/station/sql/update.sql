UPDATE station SET name = $3, division = $4, address = $5, latitude = $6, longitude = $7, hours = $8, people = $9, phone = $10, services = $11, version = version + 1
WHERE id = $1 AND version = $2
