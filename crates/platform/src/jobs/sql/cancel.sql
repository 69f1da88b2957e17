DELETE FROM job WHERE dedupe = $1 AND state = 'waiting'
