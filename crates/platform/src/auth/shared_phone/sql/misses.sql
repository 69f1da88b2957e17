SELECT misses FROM device_person WHERE device_hash = $1 AND person_id = $2
