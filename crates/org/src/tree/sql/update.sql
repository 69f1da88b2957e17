UPDATE org SET full_name = $2, short_name = $3, code = $4, unit_nature = $5, contact = $6, founded_on = $7, version = version + 1
WHERE id = $1 AND version = $8
