DELETE FROM tally_delta
WHERE seq IN (SELECT seq FROM tally_delta ORDER BY seq LIMIT $1)
RETURNING path, indicator, delta
