SELECT misses FROM account WHERE person_id = $1
