UPDATE request SET phone_until = $2 WHERE matter_id = $1 AND phone_sealed IS NOT NULL
