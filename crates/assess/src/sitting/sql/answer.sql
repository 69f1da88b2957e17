SELECT question_no, client, sequence, value, arrived_at, late, batch, leaf
FROM answer_log
WHERE sitting_no = $1 AND question_no = $2 AND client = $3 AND sequence = $4
