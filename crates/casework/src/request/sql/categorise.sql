UPDATE request SET category = $2 WHERE matter_id = $1
