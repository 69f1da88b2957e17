UPDATE station_event SET cancelled_at = $3 WHERE id = $1 AND station_id = $2 AND cancelled_at IS NULL
