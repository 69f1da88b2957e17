SELECT indicator, value FROM tally WHERE path = $1 ORDER BY indicator
