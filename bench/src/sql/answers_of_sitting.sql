SELECT question_no, client, sequence, value FROM answer_log WHERE sitting_no = $1 AND sequence >= $2 ORDER BY question_no, client, sequence
