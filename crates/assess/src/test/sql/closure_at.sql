SELECT at FROM test_closure WHERE test_id = $1
