UPDATE device_person SET misses = 0 WHERE device_hash = $1 AND person_id = $2 AND misses > 0
