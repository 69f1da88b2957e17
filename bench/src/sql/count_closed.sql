SELECT COUNT(*) FROM submission e JOIN sitting s ON s.no = e.sitting_no WHERE s.test_id = $1 AND e.ended_by = 'closure'
