SELECT COUNT(*) FROM sitting WHERE test_id = $1
