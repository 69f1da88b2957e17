UPDATE station_ask SET answer = $2, answered_by = $3, answered_at = $4 WHERE id = $1
