UPDATE sitting_open SET due_at = $2 WHERE sitting_no = $1 AND due_at > $2
