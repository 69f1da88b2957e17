INSERT INTO station_event (id, station_id, title, starts_at, words, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
