SELECT CAST(COUNT(*) AS BIGINT) FROM station_ask WHERE station_id = $1 AND closed_at IS NULL AND answer IS NULL
