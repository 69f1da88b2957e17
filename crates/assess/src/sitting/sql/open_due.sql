SELECT due_at, sitting_no
FROM sitting_open
WHERE due_at <= $1 AND (due_at, sitting_no) > ($2, $3)
ORDER BY due_at, sitting_no
LIMIT 64
