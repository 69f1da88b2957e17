SELECT CAST(COALESCE(SUM(answers), 0) AS BIGINT) FROM test_saved WHERE test_id = $1
