UPDATE device_person SET pin_hash = $3, misses = 0 WHERE device_hash = $1 AND person_id = $2
