SELECT test_id, kind, reason FROM test_exemption WHERE person_id = $1
