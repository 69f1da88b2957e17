UPDATE device_person SET misses = misses + 1 WHERE device_hash = $1 AND person_id = $2
