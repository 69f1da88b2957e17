SELECT leader_id FROM leader_event WHERE id = $1
