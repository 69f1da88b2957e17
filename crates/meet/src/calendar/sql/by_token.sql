SELECT person_id FROM calendar_feed WHERE token = $1
