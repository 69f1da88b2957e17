INSERT INTO station_ask (id, station_id, person_id, asker, words, entered_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
