SELECT question_no, client, sequence, value, arrived_at, late, batch, leaf
FROM answer_log
WHERE sitting_no = $1
ORDER BY arrived_at, sequence, client, question_no
