SELECT COUNT(*) FROM sitting WHERE test_id = $1 AND path >= $2 AND path < $3
