UPDATE station_ask SET closed_at = $2, closed_by = $3 WHERE id = $1
