SELECT no, test_id, person_id, person_no, org_no, path, started_at, due_at, seed
FROM sitting
WHERE test_id = $1
  AND person_id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
