SELECT no, test_id, person_id, person_no, org_no, path, started_at, due_at, seed
FROM sitting
WHERE test_id = $1 AND person_id = $2
