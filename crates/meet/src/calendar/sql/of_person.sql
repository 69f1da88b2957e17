SELECT edition FROM calendar_feed WHERE person_id = $1
