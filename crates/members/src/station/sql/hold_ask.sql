SELECT id FROM station_ask WHERE id = $1
