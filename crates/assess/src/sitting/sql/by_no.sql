SELECT no, test_id, person_id, person_no, org_no, path, started_at, due_at, seed
FROM sitting
WHERE no = $1
