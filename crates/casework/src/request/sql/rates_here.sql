SELECT indicator, value FROM tally WHERE path = $1 AND indicator >= $2 AND indicator < $3
