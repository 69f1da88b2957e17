UPDATE request SET phone_sealed = NULL, phone_until = NULL
WHERE matter_id IN (SELECT matter_id FROM request WHERE phone_until < $1 ORDER BY phone_until LIMIT 200)
