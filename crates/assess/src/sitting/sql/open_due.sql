SELECT sitting_no FROM sitting_open WHERE due_at <= $1 ORDER BY due_at, sitting_no LIMIT 64
