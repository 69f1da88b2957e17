UPDATE device_person SET pin_hash = NULL, misses = 0 WHERE person_id = $1
