UPDATE station SET closed_on = $2, version = version + 1 WHERE id = $1 AND closed_on IS NULL
