SELECT COUNT(*) FROM tally WHERE path >= $1 AND path < $2
