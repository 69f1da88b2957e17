SELECT id FROM matter WHERE kind = 'request' AND phase = 'answered' AND sort_at < $1 ORDER BY sort_at, id LIMIT 100
