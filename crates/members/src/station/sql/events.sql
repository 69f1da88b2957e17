SELECT id, title, starts_at, words, cancelled_at FROM station_event WHERE station_id = $1 AND starts_at >= $2 ORDER BY starts_at, id LIMIT 20
