INSERT INTO tally_delta (path, indicator, delta) VALUES ($1, $2, $3)
